/** AWS's pattern of names: everything that XML can carry. AWS: CreateAutoScalingGroup, CreateLaunchConfiguration. */
const PRINTABLE = /^[\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}\r\n\t]+$/u;

/** What is wrong with a name of 1 to 255 characters; undefined when nothing is. Pure. */
export function faultOfName(member: string, name: string): string | undefined {
  if (name.length < 1 || name.length > 255) return `${member} must have 1 to 255 characters, found ${name.length}`;
  return PRINTABLE.test(name) ? undefined : `${member} has characters that it must not have`;
}

/** What is wrong with a group's name. A colon would end it within an ARN. Pure. */
export function faultOfGroupName(name: string): string | undefined {
  if (name.includes(':')) return `AutoScalingGroupName must not contain a colon, found '${name}'`;
  return faultOfName('AutoScalingGroupName', name);
}
