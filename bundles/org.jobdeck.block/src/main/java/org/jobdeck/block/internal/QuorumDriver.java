package org.jobdeck.block.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jobdeck.block.BlockDriver;
import org.jobdeck.block.BlockEvent;
import org.jobdeck.block.BlockEvent.QuorumOp;
import org.jobdeck.block.BlockException;
import org.jobdeck.block.BlockStatus;
import org.jobdeck.block.DriverOpening;
import org.jobdeck.block.EdgeRole;
import org.jobdeck.block.GrantedPermissions;
import org.jobdeck.block.NodeEdge;
import org.jobdeck.block.NodeOptions;
import org.jobdeck.block.Permission;
import org.jobdeck.block.Permissions;
import org.jobdeck.block.internal.QuorumVote.Ballot;
import org.jobdeck.json.JsonObject;
import org.jobdeck.loop.Coroutine;
import org.jobdeck.loop.Errno;

/** Several images with the same data, of which some may fail or be wrong (QEMU: quorum). */
final class QuorumDriver implements BlockDriver {

    private static final Logger LOG = System.getLogger(QuorumDriver.class.getName());
    private static final String CHILD = "children.";
    private static final long SECTOR = 512;

    private final QuorumOptions options;
    private final List<NodeEdge> images = new ArrayList<>();
    private DriverOpening opening;

    QuorumDriver(NodeOptions options) throws BlockException {
        this.options = QuorumOptions.of(options);
    }

    /** A request to one image; the buffer is the image's own. */
    @FunctionalInterface
    private interface Request {
        void run(NodeEdge image, ByteBuffer buffer) throws BlockException;
    }

    @Override
    public String name() {
        return "quorum";
    }

    @Override
    public JsonObject dataOptions() {
        return options.given();
    }

    @Override
    public void open(DriverOpening newOpening) throws BlockException {
        opening = newOpening;
        options.check(opening.describedChildren(CHILD));
        for (int i = 0; i < opening.describedChildren(CHILD); i++) {
            images.add(opening.openRequiredChild(CHILD + i, Set.of(EdgeRole.DATA)));
        }
        for (NodeEdge image : images) {
            if (image.node().length() != images.getFirst().node().length()) {
                throw new BlockException(Errno.EIO, "Could not refresh total sector count: " + Errno.EIO.text());
            }
        }
    }

    @Override
    public long length() {
        return images.getFirst().node().exactLength();
    }

    @Override
    public void pread(long offset, ByteBuffer into) throws BlockException {
        if (options.fifo()) {
            readFirst(offset, into);
            return;
        }
        int bytes = into.remaining();
        QuorumVote vote = ask(bytes, (image, buffer) -> image.pread(offset, buffer));
        settle(QuorumOp.READ, offset, bytes, vote);
        List<Ballot> winners = vote.winners();
        if (winners.size() < vote.succeeded().size()) {
            decide(offset, bytes, vote, winners);
        }
        into.put(winners.getFirst().data().duplicate());
    }

    private void readFirst(long offset, ByteBuffer into) throws BlockException {
        BlockException last = null;
        for (NodeEdge image : images) {
            ByteBuffer buffer = into.duplicate();
            try {
                image.pread(offset, buffer);
                into.position(into.limit());
                return;
            } catch (BlockException e) {
                last = e;
                bad(QuorumOp.READ, image, offset, into.remaining(), e);
            }
        }
        throw last;
    }

    /** The images do not agree: what most of them say counts, if those are enough. */
    private void decide(long offset, int bytes, QuorumVote vote, List<Ballot> winners) throws BlockException {
        if (options.blkverify()) {
            LOG.log(
                    Level.ERROR,
                    "quorum: offset={0} bytes={1} contents mismatch on the node ''{2}''",
                    offset,
                    bytes,
                    opening.node().name());
            throw new BlockException(Errno.EIO);
        }
        if (winners.size() < options.threshold()) {
            failed(offset, bytes);
            throw new BlockException(Errno.EIO);
        }
        for (Ballot loser : vote.succeeded()) {
            if (!winners.contains(loser)) {
                bad(QuorumOp.READ, images.get(loser.image()), offset, bytes, null);
            }
        }
        if (options.rewrite()) {
            rewrite(offset, vote, winners);
        }
    }

    private void rewrite(long offset, QuorumVote vote, List<Ballot> winners) {
        for (Ballot loser : vote.succeeded()) {
            if (!winners.contains(loser)) {
                try {
                    images.get(loser.image())
                            .pwrite(offset, winners.getFirst().data().duplicate());
                } catch (BlockException e) {
                    // the reader has his data; the next one who reads will see
                    LOG.log(Level.WARNING, "an image of a quorum could not be put right: {0}", e.getMessage());
                }
            }
        }
    }

    @Override
    public void pwrite(long offset, ByteBuffer from) throws BlockException {
        int bytes = from.remaining();
        ByteBuffer data = from.duplicate();
        settle(QuorumOp.WRITE, offset, bytes, ask(0, (image, none) -> image.pwrite(offset, data.duplicate())));
        from.position(from.limit());
    }

    @Override
    public void writeZeroes(long offset, long bytes, boolean mayUnmap) throws BlockException {
        settle(QuorumOp.WRITE, offset, bytes, ask(0, (image, none) -> image.writeZeroes(offset, bytes, mayUnmap)));
    }

    @Override
    public void discard(long offset, long bytes) throws BlockException {
        throw new BlockException(Errno.ENOTSUP);
    }

    @Override
    public void flush() throws BlockException {
        settle(QuorumOp.FLUSH, 0, 0, ask(0, (image, none) -> image.flush()));
    }

    @Override
    public boolean flushesItsChildren() {
        return true;
    }

    @Override
    public void truncate(long length) throws BlockException {
        for (NodeEdge image : images) {
            image.truncate(length);
        }
    }

    @Override
    public Optional<BlockStatus> blockStatus(boolean wantZero, long offset, long bytes) throws BlockException {
        long zeroes = bytes;
        long data = 0;
        for (NodeEdge image : images) {
            try {
                BlockStatus status = image.blockStatus(offset, bytes);
                if (status.zero()) {
                    zeroes = Math.min(zeroes, status.bytes());
                } else {
                    data = Math.max(data, status.bytes());
                }
            } catch (BlockException e) {
                bad(QuorumOp.READ, image, offset, bytes, e);
                data = bytes;
                break;
            }
        }
        return Optional.of(data > 0 ? BlockStatus.data(data) : BlockStatus.zero(zeroes));
    }

    @Override
    public GrantedPermissions childPermissions(NodeEdge child, GrantedPermissions fromParents) {
        Permissions perm = options.rewrite() ? fromParents.perm().with(Permission.WRITE) : fromParents.perm();
        // a change of one image alone would let it differ from the others
        return new GrantedPermissions(
                perm, fromParents.shared().and(Permissions.of(Permission.CONSISTENT_READ, Permission.WRITE_UNCHANGED)));
    }

    /** Sends a request to all images at the same time. */
    private QuorumVote ask(int bytes, Request request) {
        List<CompletableFuture<Ballot>> answers = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            CompletableFuture<Ballot> answer = new CompletableFuture<>();
            answers.add(answer);
            int image = i;
            Coroutine.current()
                    .loop()
                    .coroutine("quorum", () -> answer.complete(askOne(image, bytes, request)))
                    .enter();
        }
        List<Ballot> ballots = new ArrayList<>();
        for (CompletableFuture<Ballot> answer : answers) {
            ballots.add(await(answer));
        }
        return new QuorumVote(ballots);
    }

    private Ballot askOne(int image, int bytes, Request request) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        try {
            request.run(images.get(image), buffer);
            return new Ballot(image, buffer.flip(), null);
        } catch (BlockException e) {
            return new Ballot(image, buffer, e);
        }
    }

    private static Ballot await(CompletableFuture<Ballot> answer) {
        try {
            return Coroutine.await(answer);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a ballot cannot fail", e);
        }
    }

    /** Tells of images that failed, and fails if too many did. */
    private void settle(QuorumOp op, long offset, long bytes, QuorumVote vote) throws BlockException {
        for (Ballot ballot : vote.failed()) {
            bad(op, images.get(ballot.image()), offset, bytes, ballot.failure());
        }
        if (vote.succeeded().size() < options.threshold()) {
            if (op != QuorumOp.FLUSH) {
                failed(offset, bytes);
            }
            BlockException failure = vote.mostCommonFailure();
            throw new BlockException(failure.errno(), failure.getMessage(), failure);
        }
    }

    private void bad(QuorumOp op, NodeEdge image, long offset, long bytes, BlockException why) {
        opening.graph()
                .tell(new BlockEvent.QuorumBad(
                        op,
                        Optional.ofNullable(why).map(e -> e.errno().text()),
                        image.node().name(),
                        offset / SECTOR,
                        sectors(offset, bytes)));
    }

    private void failed(long offset, long bytes) {
        opening.graph()
                .tell(new BlockEvent.QuorumFailed(
                        opening.node().deviceOrNodeName(), offset / SECTOR, sectors(offset, bytes)));
    }

    private static long sectors(long offset, long bytes) {
        return (offset + bytes + SECTOR - 1) / SECTOR - offset / SECTOR;
    }
}
