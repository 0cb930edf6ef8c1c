export async function benchDataPlane(_args: readonly string[]): Promise<boolean> { return true; }
