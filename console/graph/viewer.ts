import { createContext, useContext } from 'react';

export interface Viewer {
  readonly id: string;
  readonly roles: readonly string[];
}

export const ViewerContext = createContext<Viewer>({ id: '', roles: [] });

/** Roles whose holders the console is made for. */
export const STAFF_ROLES = ['admin', 'analyst', 'ci'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

export function staffRole(roles: readonly string[]): StaffRole | undefined {
  return STAFF_ROLES.find((role) => roles.includes(role));
}

export function useViewer(): Viewer & { isAdmin: boolean; mayTrain: boolean; mayReadTalk: boolean } {
  const viewer = useContext(ViewerContext);
  const isAdmin = viewer.roles.includes('admin');
  return {
    ...viewer,
    isAdmin,
    mayTrain: isAdmin || viewer.roles.includes('ci'),
    mayReadTalk: isAdmin || viewer.roles.includes('analyst'),
  };
}
