package org.jobdeck.block;

import java.util.Set;

/** What a node needs from a child by the child's roles alone (QEMU: bdrv_default_perms). */
public final class DefaultPermissions {

    private DefaultPermissions() {}

    /**
     * What the parent of the edge needs from its child.
     *
     * @param fromParents what the parent's own users need, and let others do
     */
    public static GrantedPermissions of(NodeEdge child, GrantedPermissions fromParents) {
        Set<EdgeRole> roles = child.roles();
        if (roles.contains(EdgeRole.FILTERED)) {
            return fromParents;
        }
        if (roles.contains(EdgeRole.COW)) {
            return forBackingFile(fromParents);
        }
        boolean writable = child.parentNode().map(node -> !node.isReadOnly()).orElse(true);
        return forStorage(roles, writable, fromParents);
    }

    private static GrantedPermissions forBackingFile(GrantedPermissions fromParents) {
        // a change below would show through, so it is allowed only where the users above put up with changes
        Permissions shared = fromParents.shared().has(Permission.WRITE)
                ? fromParents.shared().and(Permissions.of(Permission.WRITE, Permission.RESIZE))
                : Permissions.NONE;
        return new GrantedPermissions(
                fromParents.perm().and(Permissions.of(Permission.CONSISTENT_READ)),
                shared.with(Permission.CONSISTENT_READ, Permission.WRITE_UNCHANGED));
    }

    private static GrantedPermissions forStorage(Set<EdgeRole> roles, boolean writable, GrantedPermissions above) {
        Permissions perm = above.perm();
        Permissions shared = above.shared();
        if (roles.contains(EdgeRole.METADATA)) {
            if (writable) {
                perm = perm.with(Permission.WRITE, Permission.RESIZE);
            }
            perm = perm.with(Permission.CONSISTENT_READ);
            shared = shared.without(Permission.WRITE, Permission.RESIZE);
        }
        if (roles.contains(EdgeRole.DATA)) {
            shared = shared.without(Permission.RESIZE);
            if (perm.has(Permission.WRITE_UNCHANGED)) {
                perm = perm.with(Permission.WRITE);
            }
            if (perm.has(Permission.WRITE)) {
                perm = perm.with(Permission.RESIZE);
            }
        }
        return new GrantedPermissions(perm, shared);
    }
}
