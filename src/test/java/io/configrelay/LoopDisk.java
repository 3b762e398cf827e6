package io.configrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** A disk of 64 MiB in a file, whose power can be cut; for root on Linux. */
final class LoopDisk implements AutoCloseable {

    /** {@code EXT4_IOC_SHUTDOWN} with {@code EXT4_GOING_FLAGS_NOLOGFLUSH}, of Linux's {@code fs/ext4/ext4.h}. */
    private static final String SHUTDOWN = "import fcntl, os, struct, sys;"
            + " fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), 0x8004587D, struct.pack('I', 2))";

    private static final long SIZE = 64 << 20;

    private final Path image;
    private final Path at;

    private LoopDisk(Path image, Path at) {
        this.image = image;
        this.at = at;
    }

    /** Mounts a new one; the test is skipped where that may not be done. */
    static LoopDisk mount(Path image, Path at) throws IOException, InterruptedException {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(SIZE);
        }
        LoopDisk disk = new LoopDisk(image, at);
        assumeThat(Command.isInstalled("mkfs.ext4"))
                .as("mkfs.ext4, apt-get install e2fsprogs")
                .isTrue();
        assumeThat(Command.isInstalled("python3"))
                .as("python3, apt-get install python3")
                .isTrue();
        assertThat(Command.exitCode("mkfs.ext4", "-q", image.toString())).isZero();
        assumeThat(disk.mounted())
                .as("mounting a file as a disk, which only root may do")
                .isZero();
        return disk;
    }

    private int mounted() throws IOException, InterruptedException {
        return Command.exitCode("mount", "-o", "loop", image.toString(), at.toString());
    }

    /** What was not written to the disk never will be. */
    void losePower() throws IOException, InterruptedException {
        assertThat(Command.exitCode("python3", "-c", SHUTDOWN, at.toString())).isZero();
    }

    /** As it is after the machine has started again. */
    void comeBack() throws IOException, InterruptedException {
        unmount();
        assertThat(mounted()).isZero();
    }

    private void unmount() throws IOException, InterruptedException {
        assertThat(Command.exitCode("umount", at.toString())).isZero();
    }

    @Override
    public void close() throws IOException {
        try {
            unmount();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
