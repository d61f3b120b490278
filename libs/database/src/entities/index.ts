/// <reference types="vite/types/importMeta.d.ts" />

type Entity = new () => object;

const FILES = import.meta.glob<Record<string, Entity>>('./*.ts', { eager: true });

/** The tables that the API writes, found by their files: each file here exports entities and nothing else. */
export const ENTITIES: Entity[] = Object.values(FILES).flatMap((file) => Object.values(file));
