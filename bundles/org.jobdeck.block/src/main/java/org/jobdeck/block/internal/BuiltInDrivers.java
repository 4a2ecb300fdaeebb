package org.jobdeck.block.internal;

import java.util.List;
import org.jobdeck.block.BlockDriver;
import org.jobdeck.block.BlockDriverType;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.NodeOptions;

/** The drivers of this bundle. */
public final class BuiltInDrivers {

    private BuiltInDrivers() {}

    private interface Maker {
        BlockDriver make(NodeOptions options) throws BlockException;
    }

    private record Type(String name, boolean isProtocol, Maker maker) implements BlockDriverType {
        @Override
        public BlockDriver create(NodeOptions options) throws BlockException {
            return maker.make(options);
        }
    }

    /** One type for each. */
    public static List<BlockDriverType> all() {
        return List.of(
                new Type("file", true, o -> new FileDriver(o.requiredText("filename"), HostFiles::open)),
                new Type("null-co", true, NullDriver::new),
                new Type("raw", false, RawDriver::new),
                new Type("blkdebug", true, BlkdebugDriver::new));
    }
}
