package org.jobdeck.block.internal;

import java.util.List;
import java.util.Optional;
import org.jobdeck.block.BlockDriver;
import org.jobdeck.block.BlockDriverType;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockGraph;
import org.jobdeck.block.ImageMaker;
import org.jobdeck.block.NodeCreation;
import org.jobdeck.block.NodeOptions;
import org.jobdeck.block.internal.qcow2.Qcow2Driver;
import org.jobdeck.block.internal.qcow2.Qcow2Maker;

/** The drivers of this bundle. */
public final class BuiltInDrivers {

    private BuiltInDrivers() {}

    private interface Maker {
        BlockDriver make(NodeOptions options) throws BlockException;
    }

    private interface Creator {
        Optional<ImageMaker> prepare(BlockGraph graph, NodeCreation creation, NodeOptions options)
                throws BlockException;
    }

    private record Type(String name, boolean isProtocol, Maker driverMaker, Creator creator)
            implements BlockDriverType {
        Type(String name, boolean isProtocol, Maker driverMaker) {
            this(name, isProtocol, driverMaker, (graph, creation, options) -> Optional.empty());
        }

        @Override
        public BlockDriver create(NodeOptions options) throws BlockException {
            return driverMaker.make(options);
        }

        @Override
        public boolean needsFileName() {
            return name.equals("file");
        }

        @Override
        public Optional<ImageMaker> maker(BlockGraph graph, NodeCreation creation, NodeOptions options)
                throws BlockException {
            return creator.prepare(graph, creation, options);
        }
    }

    /** One type for each. */
    public static List<BlockDriverType> all() {
        return List.of(
                new Type(
                        "file",
                        true,
                        o -> new FileDriver(FileSettings.of(o), HostFiles::open),
                        (graph, creation, o) -> Optional.of(new FileMaker(graph, o))),
                new Type("null-aio", true, o -> new NullDriver("null-aio", o)),
                new Type("null-co", true, o -> new NullDriver("null-co", o)),
                new Type("throttle", false, ThrottleDriver::new),
                new Type("copy-on-read", false, CopyOnReadDriver::new),
                new Type("preallocate", false, PreallocateDriver::new),
                new Type("quorum", false, QuorumDriver::new),
                new Type("raw", false, RawDriver::new),
                new Type(
                        "qcow2",
                        false,
                        Qcow2Driver::new,
                        (graph, creation, o) -> Optional.of(new Qcow2Maker(graph, creation, o))),
                new Type("blkdebug", true, BlkdebugDriver::new));
    }
}
