package org.jobdeck.exploration;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** Handles that read private fields of the core. */
final class Fields {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private Fields() {}

    /** Reads a field of a class that can be named here, with its own types. */
    static MethodHandle of(Class<?> owner, String name) {
        try {
            return unreflect(owner.getDeclaredField(name));
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(owner + " has no field " + name + " any more; the search reads it", e);
        }
    }

    /** Reads a field of a class that cannot be named here: takes an object, gives the type that is said. */
    static MethodHandle of(String owner, String name, Class<?> result) {
        try {
            MethodHandle getter = of(Class.forName(owner), name);
            return getter.asType(
                    getter.type().changeParameterType(0, Object.class).changeReturnType(result));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("there is no class " + owner + " any more; the search reads it", e);
        }
    }

    /** Reads everything an object has, each as an object. */
    static List<MethodHandle> all(Class<?> owner) {
        List<MethodHandle> found = new ArrayList<>();
        for (Field field : owner.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                MethodHandle getter = unreflect(field);
                found.add(getter.asType(getter.type().generic()));
            }
        }
        return found;
    }

    private static MethodHandle unreflect(Field field) {
        try {
            field.setAccessible(true);
            return LOOKUP.unreflectGetter(field);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot read " + field, e);
        }
    }
}
