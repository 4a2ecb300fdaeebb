package org.jobdeck.ui.model.events;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jobdeck.json.JsonObject;
import org.jobdeck.json.JsonWriter;
import org.jobdeck.source.Units;
import org.jobdeck.ui.i18n.Messages;
import org.jobdeck.ui.model.filter.FilterField;
import org.jobdeck.ui.model.filter.FilterSubject;
import org.jobdeck.ui.model.filter.FilterTrait;

/**
 * Something a source told of by itself, or that was noticed about the source. Its texts are made when somebody reads them.
 *
 * @param serial counts up from 0 in the order in which entries were heard
 * @param at when, by the source's clock
 * @param source the source's number
 * @param sourceName what the user knows the source by
 * @param name QMP's name of the event, or {@link #SOURCE_STATE}
 * @param data what came with it
 */
public record LogEntry(long serial, Instant at, int source, String sourceName, String name, JsonObject data)
        implements FilterSubject {

    /** Stands for a change of how a source is: no event of QMP's. Has a {@code state} and a {@code remark}. */
    public static final String SOURCE_STATE = "source";

    private static final Messages TEXTS = Messages.of(LogEntry.class);

    /** The job, device or node that it is about; empty if there is none. */
    public String subject() {
        return Stream.of("id", "device", "node-name", "qom-path", "path")
                .map(data::string)
                .flatMap(Optional::stream)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** What has happened, as far as the event's name does not say it. */
    public String words() {
        if (name.equals(SOURCE_STATE)) {
            String remark = data.string("remark").orElse("");
            return data.string("state").orElse("") + (remark.isEmpty() ? "" : ": " + remark);
        }
        Optional<String> status = data.string("status");
        if (name.equals("JOB_STATUS_CHANGE") && status.isPresent()) {
            return status.get().equals("null") ? TEXTS.get("status.gone") : TEXTS.format("status.is", status.get());
        }
        Optional<Long> done = data.integer("offset");
        Optional<Long> all = data.integer("len");
        if (name.startsWith("BLOCK_JOB_") && done.isPresent() && all.isPresent()) {
            String error = data.string("error").map(why -> ": " + why).orElse("");
            return TEXTS.format("progress", Units.bytes(done.get()), Units.bytes(all.get())) + error;
        }
        return data.isEmpty() ? "" : JsonWriter.compact().write(data);
    }

    /** Whether somebody should see it among the others: an error, or that a source is not live. */
    public boolean isAlarm() {
        return name.equals("BLOCK_JOB_ERROR")
                || name.equals("BLOCK_IO_ERROR")
                || name.equals("BLOCK_IMAGE_CORRUPTED")
                || name.equals("GUEST_PANICKED")
                || data.has("error")
                || name.equals(SOURCE_STATE) && data.bool("alarm").orElse(false);
    }

    @Override
    public boolean anyText(Predicate<String> condition) {
        return condition.test(name)
                || condition.test(sourceName)
                || condition.test(subject())
                || condition.test(words());
    }

    @Override
    public boolean anyValue(FilterField field, Predicate<String> condition) {
        return switch (field) {
            case SOURCE, VM -> condition.test(sourceName);
            case ID -> test("id", condition) || test("device", condition);
            case NODE -> test("node-name", condition) || test("device", condition);
            case STATE -> test("status", condition) || test("state", condition);
            case TYPE -> condition.test(name) || test("type", condition);
            case ERROR -> test("error", condition) || test("reason", condition);
        };
    }

    @Override
    public boolean is(FilterTrait trait) {
        return false;
    }

    private boolean test(String member, Predicate<String> condition) {
        return data.string(member).filter(condition).isPresent();
    }
}
