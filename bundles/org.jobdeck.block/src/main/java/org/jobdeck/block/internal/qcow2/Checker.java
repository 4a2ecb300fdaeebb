package org.jobdeck.block.internal.qcow2;

import org.jobdeck.block.BlockException;
import org.jobdeck.block.ImageCheck;
import org.jobdeck.loop.Errno;

/**
 * Looks whether the refcounts of an image are what its tables need, and puts them right (QEMU: qcow2_check_refcounts).
 * The tables are on the disk, and nobody changes them meanwhile.
 */
final class Checker {

    private final ImageState image;
    private final Geometry geometry;
    private final Refcounts refcounts;
    private final ImageCheck.Repair repair;
    private final CheckReport report = new CheckReport();
    private boolean needsRebuild;
    private long lastUsed;

    Checker(ImageState image, Refcounts refcounts, ImageCheck.Repair repair) {
        this.image = image;
        this.geometry = image.geometry();
        this.refcounts = refcounts;
        this.repair = repair;
    }

    /** Checks, and repairs what is to be. */
    ImageCheck check() throws BlockException {
        References references = count(true);
        long corruptionsBefore = report.corruptions;
        compare(references, ImageCheck.Repair.NONE);
        if (needsRebuild && repair.errors()) {
            report.say("Rebuilding refcount structure");
            new RefcountRebuild(image, refcounts).run(count(false));
            report.corruptions -= corruptionsBefore;
            report.allFixed();
            report.corruptions = corruptionsBefore;
            lastUsed = refcounts.lastUsed(Math.ceilDiv(image.file().length(), geometry.clusterSize()));
        } else if (repair.leaks() && report.corruptions + report.leaks > 0) {
            if (needsRebuild) {
                report.say("ERROR need to rebuild refcount structures");
                throw new BlockException(Errno.EIO);
            }
            report.corruptions = corruptionsBefore;
            report.leaks = 0;
            compare(references, repair);
            refcounts.write();
            image.file().flush();
        }
        boolean clean = report.corruptions == 0 && report.leaks == 0 && report.checkErrors == 0;
        // a flag says whether a refcount is one, so those must be right if nothing forces its repair
        new CopiedFlags(image, this::counted, report, repair.errors() || repair.leaks() && clean).check();
        return report.result(
                lastUsed + 1 << geometry.clusterBits(),
                Math.ceilDiv(image.header().size(), geometry.clusterSize()));
    }

    private References count(boolean withRefcounts) throws BlockException {
        CheckReport told = withRefcounts ? report : new CheckReport();
        References references = new References(
                geometry, image.file().length(), refcounts.width().most(), told);
        references.add(0, geometry.clusterSize());
        TableWalk walk = new TableWalk(image, references, told);
        walk.count(image.header().l1(), true);
        for (Snapshot snapshot : SnapshotTable.read(image)) {
            countSnapshot(snapshot, walk, told);
        }
        references.add(image.header().snapshots().offset(), SnapshotTable.bytes(image));
        BitmapTables.count(image, references);
        if (withRefcounts) {
            TablePlace table = image.header().refcountTable();
            references.add(table.offset(), (long) table.entries() * geometry.clusterSize());
            countBlocks(references);
        }
        return references;
    }

    private void countSnapshot(Snapshot snapshot, TableWalk walk, CheckReport told) {
        if (geometry.inCluster(snapshot.l1().offset()) != 0) {
            told.error("ERROR snapshot " + snapshot.id() + " (" + snapshot.name() + ") l1_offset="
                    + ImageState.hex(snapshot.l1().offset())
                    + ": L1 table is not cluster aligned; snapshot table entry corrupted");
        } else if (snapshot.l1().entries() < 0 || snapshot.l1().entries() > Limits.MAX_L1_BYTES / Long.BYTES) {
            told.error("ERROR snapshot " + snapshot.id() + " (" + snapshot.name() + ") l1_size="
                    + ImageState.hex(snapshot.l1().entries())
                    + ": L1 table is too large; snapshot table entry corrupted");
        } else {
            walk.count(snapshot.l1(), false);
        }
    }

    private void countBlocks(References references) {
        RefcountTable table = refcounts.table();
        for (int i = 0; i < table.size(); i++) {
            long offset = table.offset(i);
            if (offset == 0) {
                continue;
            }
            if (geometry.inCluster(offset) != 0) {
                report.error("ERROR refcount block " + i + " is not cluster aligned; refcount table entry corrupted");
                needsRebuild = true;
            } else if (offset >= image.file().length()) {
                report.error("ERROR refcount block " + i + " is outside image");
                needsRebuild = true;
            } else {
                references.add(offset, geometry.clusterSize());
                int count = references.get(offset >>> geometry.clusterBits());
                if (count != 1) {
                    report.error("ERROR refcount block " + i + " refcount=" + count);
                    needsRebuild = true;
                }
            }
        }
    }

    private long counted(long cluster) throws BlockException {
        long index = cluster / refcounts.perBlock();
        long offset = index < refcounts.table().size() ? refcounts.table().offset((int) index) : 0;
        boolean possible =
                geometry.inCluster(offset) == 0 && offset < image.file().length();
        return possible ? refcounts.get(cluster) : 0;
    }

    private void compare(References references, ImageCheck.Repair fix) throws BlockException {
        lastUsed = 0;
        for (long cluster = 0; cluster < references.end(); cluster++) {
            long is = counted(cluster);
            long should = references.get(cluster);
            if (is != 0 || should != 0) {
                lastUsed = cluster;
            }
            if (is != should) {
                compareOne(cluster, is, should, fix);
            }
        }
    }

    private void compareOne(long cluster, long is, long should, ImageCheck.Repair fix) throws BlockException {
        boolean lost = Long.compareUnsigned(is, should) > 0;
        boolean fixes = is != 0 && (lost ? fix.leaks() : fix.errors());
        needsRebuild |= is == 0;
        String what = fixes ? "Repairing" : lost ? "Leaked" : "ERROR";
        report.say(what + " cluster " + cluster + " refcount=" + Long.toUnsignedString(is) + " reference=" + should);
        if (fixes) {
            refcounts.put(cluster, should);
            if (lost) {
                report.leaksFixed++;
            } else {
                report.corruptionsFixed++;
            }
        } else if (lost) {
            report.leaks++;
        } else {
            report.corruptions++;
        }
    }
}
