package org.jobdeck.block;

/**
 * What the user at the upper end of an edge may do with the node at the lower end, and what it lets other users do.
 *
 * @param perm what it needs
 * @param shared what it allows to all other users of the same node
 */
public record GrantedPermissions(Permissions perm, Permissions shared) {

    /** Needs nothing, allows everything. */
    public static final GrantedPermissions UNCONCERNED = new GrantedPermissions(Permissions.NONE, Permissions.ALL);
}
