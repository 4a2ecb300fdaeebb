package org.jobdeck.cli;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** How many bytes a file takes on its disk, by Linux's {@code statx}, whose structure is the same on all processors. */
final class AllocatedBytes {

    private static final int AT_FDCWD = -100;
    private static final int STATX_BLOCKS = 0x400;
    private static final long STATX_SIZE = 256;
    private static final long MASK_OFFSET = 0;
    private static final long BLOCKS_OFFSET = 48;
    private static final int BLOCK = 512;

    private AllocatedBytes() {}

    /** The bytes that the file takes; empty where the system does not tell. */
    static OptionalLong of(Path file) throws IOException {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux")) {
            return OptionalLong.empty();
        }
        Linker linker = Linker.nativeLinker();
        SymbolLookup library = linker.defaultLookup();
        Optional<MemorySegment> statx = library.find("statx");
        if (statx.isEmpty()) {
            return OptionalLong.empty();
        }
        MethodHandle call = linker.downcallHandle(
                statx.get(),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(STATX_SIZE, Long.BYTES);
            MemorySegment name = arena.allocateFrom(file.toString());
            int result = (int) call.invokeExact(AT_FDCWD, name, 0, STATX_BLOCKS, answer);
            boolean told = result == 0 && (answer.get(ValueLayout.JAVA_INT, MASK_OFFSET) & STATX_BLOCKS) != 0;
            return told
                    ? OptionalLong.of(answer.get(ValueLayout.JAVA_LONG, BLOCKS_OFFSET) * BLOCK)
                    : OptionalLong.empty();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("asking for the blocks of '" + file + "' failed", e);
        }
    }
}
