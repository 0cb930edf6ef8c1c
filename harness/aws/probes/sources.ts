const DOCS = 'https://docs.aws.amazon.com';

/** A page of the API reference of Classic Load Balancers. */
export const elbApi = (page: string): string => `${DOCS}/elasticloadbalancing/2012-06-01/APIReference/${page}.html`;

/** A page of the API reference of Application and Network Load Balancers. */
export const elbv2Api = (page: string): string => `${DOCS}/elasticloadbalancing/latest/APIReference/${page}.html`;

/** A page of the user guide of Classic Load Balancers. */
export const elbGuide = (page: string): string => `${DOCS}/elasticloadbalancing/latest/classic/${page}.html`;

/** A page of the API reference of EC2 Auto Scaling. */
export const autoScalingApi = (page: string): string => `${DOCS}/autoscaling/ec2/APIReference/${page}.html`;

/** A page of the API reference of EC2. */
export const ec2Api = (page: string): string => `${DOCS}/AWSEC2/latest/APIReference/${page}.html`;

/** A public report of what the live service answered: an issue or a file of a repository. */
export const reported = (path: string): string => `https://github.com/${path}`;

/** A shape of AWS's service model, as botocore carries it. */
export const model = (shape: string): string => `botocore model: ${shape}`;
