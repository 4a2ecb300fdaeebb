package org.jobdeck.cli;

import java.util.List;
import org.jobdeck.job.common.JobIds;
import org.jobdeck.qmp.client.QmpAddress;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.TypeConversionException;

/** Positional arguments of the commands that speak to a running QEMU. */
final class Addresses {

    private Addresses() {}

    /** One monitor. */
    static PositionalParamSpec one(int index) {
        return PositionalParamSpec.builder()
                .index(Integer.toString(index))
                .arity("1")
                .required(true)
                .type(QmpAddress.class)
                .converters(Addresses::parse)
                .paramLabel("ADDRESS")
                .description("The monitor: unix:/path or tcp:host:port.")
                .build();
    }

    /** One monitor or more, to the end of the line. */
    static PositionalParamSpec many(int index) {
        return many(index, true);
    }

    /** Monitors, if any, to the end of the line. */
    static PositionalParamSpec any(int index) {
        return many(index, false);
    }

    private static PositionalParamSpec many(int index, boolean required) {
        return PositionalParamSpec.builder()
                .index(index + "..*")
                .arity(required ? "1..*" : "0..*")
                .required(required)
                .type(List.class)
                .auxiliaryTypes(QmpAddress.class)
                .converters(Addresses::parse)
                .paramLabel("ADDRESS")
                .description("Monitors: unix:/path or tcp:host:port.")
                .build();
    }

    /** Monitors to be attached to from the start; the option is given for each. */
    static OptionSpec attach() {
        return OptionSpec.builder("--attach")
                .arity("1")
                .type(List.class)
                .auxiliaryTypes(QmpAddress.class)
                .converters(Addresses::parse)
                .paramLabel("ADDRESS")
                .description(
                        "Attach to the monitor of a running QEMU, unix:/path or tcp:host:port; may be given again.")
                .build();
    }

    /** One job. */
    static PositionalParamSpec id(int index) {
        return PositionalParamSpec.builder()
                .index(Integer.toString(index))
                .arity("1")
                .required(true)
                .type(String.class)
                .paramLabel("ID")
                .description("The job.")
                .build();
    }

    /** One job or more, to the end of the line. */
    static PositionalParamSpec ids(int index) {
        return PositionalParamSpec.builder()
                .index(index + "..*")
                .arity("1..*")
                .required(true)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel("ID")
                .description("The jobs.")
                .build();
    }

    /** The name for a job that is to be. */
    static String wellFormedId(String text) {
        if (!JobIds.isWellFormed(text)) {
            throw new TypeConversionException(
                    "'" + text
                            + "' cannot be the name of a job; it must be a letter, followed by letters, digits, '-', '.' or '_'");
        }
        return text;
    }

    private static QmpAddress parse(String text) {
        try {
            return QmpAddress.parse(text);
        } catch (IllegalArgumentException e) {
            String sentence = e.getMessage();
            throw new TypeConversionException(sentence.substring(0, sentence.length() - 1));
        }
    }
}
