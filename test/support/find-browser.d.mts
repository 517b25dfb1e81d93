export declare const shippedBrowser: string
export declare function findBrowser(env?: NodeJS.ProcessEnv): string | null
