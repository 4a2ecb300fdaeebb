package org.jobdeck.cli.image;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jobdeck.image.ImageException;
import org.jobdeck.image.MapEntry;
import org.jobdeck.image.MapOperation;

/** {@code image map}. */
final class MapCommand implements ImageCommand {

    private static final ImageOption START =
            ImageOption.value('s', "start-offset", "BYTES", "Where to begin (default: 0).");
    private static final ImageOption MOST =
            ImageOption.value('l', "max-length", "BYTES", "How much to show (default: all).");

    private static final int PRINTED_AT_A_TIME = 1 << 16;

    @Override
    public String name() {
        return "map";
    }

    @Override
    public String summary() {
        return "Shows where an image's data are.";
    }

    @Override
    public String operands() {
        return "FILE";
    }

    @Override
    public List<ImageOption> options() {
        return List.of(
                CommonOptions.FORMAT,
                CommonOptions.OUTPUT,
                START,
                MOST,
                CommonOptions.SHARE,
                CommonOptions.IMAGE_OPTS,
                CommonOptions.OBJECT);
    }

    @Override
    public int run(ImageArguments arguments, ImageConsole console) throws UsageException, ImageException {
        Optional<String> start = arguments.last(START.key());
        long from = start.isPresent() ? Sizes.require("start offset", start.get()) : 0;
        Optional<String> most = arguments.last(MOST.key());
        OptionalLong length =
                most.isPresent() ? OptionalLong.of(Sizes.require("max length", most.get())) : OptionalLong.empty();
        boolean json = CommonOptions.json(arguments);
        CommonOptions.refuseObjects(arguments);
        boolean share = arguments.has(CommonOptions.SHARE.key());
        StringBuilder text = new StringBuilder();
        String head = json ? "[" : row("Offset", "Length", "Mapped to", "File");
        MapOperation.Sink sink = (entry, last) -> {
            text.append(entry.start() == from ? head : "");
            text.append(json ? json(entry, last) : human(entry));
            if (text.length() > PRINTED_AT_A_TIME || last) {
                console.out().print(text);
                text.setLength(0);
            }
        };
        try {
            new ImageRunner(console).run(new MapOperation(CommonOptions.only(arguments), from, length, share, sink));
        } catch (ImageException e) {
            console.out().print(text);
            throw e;
        }
        return 0;
    }

    private static String human(MapEntry entry) throws ImageException {
        if (!entry.data() || entry.zero()) {
            return "";
        }
        if (entry.offset().isEmpty()) {
            throw new ImageException("File contains external, encrypted or compressed clusters.");
        }
        return row(
                hex(entry.start()),
                hex(entry.length()),
                hex(entry.offset().get()),
                entry.fileName().orElse(""));
    }

    private static String row(String start, String length, String place, String file) {
        return String.format("%-16s%-16s%-16s%s%n", start, length, place, file);
    }

    private static String hex(long number) {
        return number == 0 ? "0" : "0x" + Long.toHexString(number);
    }

    private static String json(MapEntry entry, boolean last) {
        String place = entry.offset().map(at -> ", \"offset\": " + at).orElse("");
        return "{ \"start\": " + entry.start() + ", \"length\": " + entry.length() + ", \"depth\": " + entry.depth()
                + ", \"present\": " + entry.present() + ", \"zero\": " + entry.zero() + ", \"data\": " + entry.data()
                + place + "}" + (last ? "]\n" : ",\n");
    }
}
