package org.jobdeck.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.zip.CRC32;
import org.jobdeck.job.common.JobException;
import org.jobdeck.job.driver.EngineServices;
import org.jobdeck.job.driver.JobContext;
import org.jobdeck.job.driver.JobDriver;
import org.jobdeck.job.driver.JobDriverFactory;
import org.jobdeck.job.driver.JobPlan;
import org.jobdeck.job.driver.OptionKind;
import org.jobdeck.job.driver.OptionSpec;
import org.jobdeck.job.driver.OptionValues;
import org.jobdeck.loop.Errno;

/** The example of README.md: a kind of job that reads a file and compares its checksum. */
public final class VerifyJobFactory implements JobDriverFactory {

    private static final List<OptionSpec> OPTIONS = List.of(
            OptionSpec.required("file", OptionKind.EXISTING_FILE, "file to read"),
            OptionSpec.required("crc32", OptionKind.TEXT, "checksum it must have, eight hexadecimal digits"));

    @Override
    public String type() {
        return "verify";
    }

    @Override
    public String description() {
        return "Reads a file and fails if its checksum is another one";
    }

    @Override
    public List<OptionSpec> options() {
        return OPTIONS;
    }

    @Override
    public JobPlan plan(OptionValues values, EngineServices services) {
        return () -> new VerifyDriver(Path.of(values.text("file")), values.text("crc32"));
    }

    private record VerifyDriver(Path file, String expected) implements JobDriver {

        @Override
        public String type() {
            return "verify";
        }

        @Override
        public void run(JobContext context) throws JobException {
            try (InputStream in = context.blocking(() -> Files.newInputStream(file))) {
                context.progress().setRemaining(context.blocking(() -> Files.size(file)));
                CRC32 crc = new CRC32();
                byte[] piece = new byte[1 << 20];
                int length = 0;
                while (length >= 0 && !context.isCancelled()) {
                    crc.update(piece, 0, length);
                    context.progress().update(length);
                    context.pausePoint();
                    length = context.blocking(() -> in.read(piece));
                }
                String found = "%08x".formatted(crc.getValue());
                if (!context.isCancelled() && !found.equals(expected)) {
                    throw new JobException(
                            Errno.EIO, file + " should have the CRC-32 " + expected + " but has " + found);
                }
            } catch (ExecutionException | IOException e) {
                throw new JobException(Errno.EIO, file + " could not be read: " + e.getMessage(), e);
            }
        }
    }
}
