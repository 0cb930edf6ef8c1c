/** Reports by the names that they have unless told otherwise, and what lies beside them while they are written. */
const REPORT = /^reports\/(?:(?:audit-)?journal\.jsonl|results\.json|audit\.json|mutation\.json|(?:audit-)?(?:report\.(?:html|md)|junit\.xml))(?:\.(?:lock|new))?$/;

/**
 * Whether a file, told from the working folder on, is one that we write there ourselves, and so no part of the app. An
 * app may have a folder named `reports`. Pure.
 */
export const isOwnFile = (path: string): boolean => REPORT.test(path) || /^\.canarybed(?:\/|$)/.test(path);
