package org.jobdeck.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Services of the OSGi framework this bundle runs in; loaded only where there is a framework. */
final class OsgiServices {

    private OsgiServices() {}

    static boolean isBundle(Class<?> of) {
        Bundle bundle = FrameworkUtil.getBundle(of);
        return bundle != null && bundle.getBundleContext() != null;
    }

    static <T> List<T> all(Class<?> user, Class<T> type) {
        BundleContext context = FrameworkUtil.getBundle(user).getBundleContext();
        List<T> services = new ArrayList<>();
        List<ServiceReference<T>> references = new ArrayList<>(references(context, type));
        // the highest ranked, and among equals the oldest, comes first
        references.sort(Comparator.reverseOrder());
        for (ServiceReference<T> reference : references) {
            T service = context.getService(reference);
            if (service != null) {
                services.add(service);
            }
        }
        return services;
    }

    private static <T> Collection<ServiceReference<T>> references(BundleContext context, Class<T> type) {
        try {
            return context.getServiceReferences(type, null);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("a missing filter is no filter of wrong syntax", e);
        }
    }
}
