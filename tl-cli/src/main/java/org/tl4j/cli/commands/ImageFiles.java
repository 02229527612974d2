package org.tl4j.cli.commands;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.tl4j.data.ImageData;
import org.tl4j.storage.files.DiskProblem;

/**
 * The image files of a list of files and folders, with those that cannot be read.
 *
 * @param files in the order given; files of a folder are sorted by name
 */
record ImageFiles(List<ImageFile> files) {
    private static final int HEAD = 12;

    /**
     * One file.
     *
     * @param path where it is
     * @param problem why it cannot be read, else empty
     */
    record ImageFile(Path path, String problem) {}

    /** Files are used as they are; of folders, all files that are not hidden and are images by content or by name. */
    static ImageFiles of(List<Path> places) throws IOException {
        List<ImageFile> files = new ArrayList<>();
        for (Path place : places) {
            if (!StandardInput.isMeantBy(place) && Files.isDirectory(place)) {
                List<ImageFile> inside = new ArrayList<>();
                Files.walkFileTree(place, new Walk(place, inside));
                inside.stream().sorted((a, b) -> a.path().compareTo(b.path())).forEach(files::add);
            } else {
                files.add(new ImageFile(place, ""));
            }
        }
        return new ImageFiles(List.copyOf(files));
    }

    static boolean hidden(Path file) {
        return String.valueOf(file.getFileName()).startsWith(".");
    }

    static boolean mayBeImage(Path file) throws IOException {
        if (ImageData.isNamedLikeImage(file.toString())) {
            return true;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return hasSignature(ByteBuffer.wrap(in.readNBytes(HEAD)));
        }
    }

    /** Whether a file begins as JPEG, PNG, TIFF, WebP or BMP do. */
    static boolean hasSignature(ByteBuffer head) {
        if (head.remaining() < HEAD) {
            return false;
        }
        int first = head.getInt(0);
        boolean webp = first == 0x52494646 && head.getInt(8) == 0x57454250;
        // after the letters BM and the size, a bitmap has four bytes of zeros
        boolean bitmap = first >>> 16 == 0x424D && head.getInt(6) == 0;
        return first >>> 8 == 0xFFD8FF
                || head.getLong(0) == 0x89504E470D0A1A0AL
                || first == 0x49492A00
                || first == 0x4D4D002A
                || webp
                || bitmap;
    }

    /** Searches a folder. */
    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path root;
        private final List<ImageFile> found;

        Walk(Path root, List<ImageFile> found) {
            this.root = root;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return hidden(folder) && !folder.equals(root) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            try {
                if (!hidden(file) && Files.isRegularFile(file) && mayBeImage(file)) {
                    found.add(new ImageFile(file, ""));
                }
            } catch (IOException e) {
                return visitFileFailed(file, e);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            found.add(new ImageFile(file, "must be readable, found " + DiskProblem.describe(failure)));
            return FileVisitResult.CONTINUE;
        }
    }
}
