package org.jobdeck.qmp.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * Where in the arguments a value stands. Its text is only made when an error names it.
 *
 * @param parent where the object or list that holds the value stands; null for the whole
 * @param name the value's name in an object; null for the whole and for an element of a list
 * @param index the value's position in a list
 */
record Place(Place parent, String name, int index) {
    /** The whole of the arguments, which has no name. */
    static final Place ROOT = new Place(null, null, 0);

    /** How the position in a list is written. */
    enum IndexStyle {
        /** As in {@code actions[0]}, for JSON. */
        BRACKETS,
        /** As in {@code actions.0}, for the command line. */
        DOTS
    }

    /** The place of a member of the object that stands here. */
    Place member(String member) {
        return new Place(this, member, 0);
    }

    /** The place of an element of the list that stands here. */
    Place element(int position) {
        return new Place(this, null, position);
    }

    /** The names on the way from the whole to here. */
    String path(IndexStyle style) {
        List<Place> way = new ArrayList<>();
        for (Place place = this; place.parent != null; place = place.parent) {
            way.add(place);
        }
        StringBuilder path = new StringBuilder();
        for (Place place : way.reversed()) {
            if (place.name != null) {
                path.append(path.isEmpty() ? "" : ".").append(place.name);
            } else if (style == IndexStyle.BRACKETS) {
                path.append('[').append(place.index).append(']');
            } else {
                path.append('.').append(place.index);
            }
        }
        return path.toString();
    }
}
