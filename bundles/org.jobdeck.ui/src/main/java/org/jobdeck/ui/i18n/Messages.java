package org.jobdeck.ui.i18n;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/**
 * The texts of one package: its {@code messages.properties}, or those of the user's language beside it, as in
 * {@code messages_de.properties}.
 *
 * <p>A key that is missing is a mistake of the program and throws {@link java.util.MissingResourceException}; a test looks
 * for every key. Immutable; any thread.
 */
public final class Messages {

    private final ResourceBundle bundle;

    private Messages(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    /** The texts of a class's package, in the language of the machine. */
    public static Messages of(Class<?> user) {
        String name = user.getPackageName() + ".messages";
        return new Messages(ResourceBundle.getBundle(name, Locale.getDefault(), user.getClassLoader()));
    }

    /** A text as it stands, where there need not be one: about something that others name. */
    public Optional<String> find(String key) {
        return bundle.containsKey(key) ? Optional.of(bundle.getString(key)) : Optional.empty();
    }

    /** A text as it stands. */
    public String get(String key) {
        return bundle.getString(key);
    }

    /**
     * A text with values put in at {@code {0}}, {@code {1}} and so on, and with {@link MessageFormat}'s choices; a single
     * quote is written twice.
     *
     * <p>Numbers are to be made texts by the caller where the language's grouping is not wanted.
     */
    public String format(String key, Object... values) {
        return new MessageFormat(bundle.getString(key), Locale.getDefault()).format(values);
    }

    /** A text of which many are made, with values put in at {@code {0}}, {@code {1}} and so on. */
    public Template template(String key) {
        return Template.parse(bundle.getString(key));
    }
}
