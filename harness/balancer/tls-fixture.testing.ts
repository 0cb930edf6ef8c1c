/**
 * A key and its certificate for tests only: self-signed, expired in 2020, and for the name elsewhere.invalid, which is
 * all that rule 13 says a balancer does not mind. The key protects nothing.
 */
export const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBHzCBxgIBATAKBggqhkjOPQQDAjAcMRowGAYDVQQDDBFlbHNld2hlcmUuaW52
YWxpZDAeFw0yMDAxMDEwMDAwMDBaFw0yMDAxMDIwMDAwMDBaMBwxGjAYBgNVBAMM
EWVsc2V3aGVyZS5pbnZhbGlkMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAERls+
l8XUfgxuBtEchRq6bZ1KDi61raMSRjiIFWxCAufAFhiG6xzl6bQtT8Nakf6KG0BX
Eg5OryP1hWnrrLdCXDAKBggqhkjOPQQDAgNIADBFAiA+pQrRWiNMYCI23+6qM3cc
KeHbZkcSZuCI914h3LazzgIhALspNiLf0zgwZoR6FAb2tfZ8AtXi1u3wBys//buW
EuG/
-----END CERTIFICATE-----
`;

export const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgLLUogNaK9Se6IDgh
1Y7yloR+UeKdEn+kYNVctSuZ+u+hRANCAARGWz6XxdR+DG4G0RyFGrptnUoOLrWt
oxJGOIgVbEIC58AWGIbrHOXptC1Pw1qR/oobQFcSDk6vI/WFaeust0Jc
-----END PRIVATE KEY-----
`;
