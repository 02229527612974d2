package org.tl4j.application.predictions;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.tl4j.core.dataset.FileNameText;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.provenance.Digest;
import org.tl4j.storage.files.AtomicFile;

/**
 * Copies files into a folder. A copy is there whole or not at all, other content is never replaced, and content that is there
 * under its name is not copied again. Stateless.
 */
final class SafeCopy {
    private static final int DIGITS = 12;
    /** File systems allow 255 bytes; a character takes at most 4, the suffix 13. */
    private static final int LONGEST_STEM = 50;

    private SafeCopy() {}

    /**
     * Copies a file under its name, or with a part of its digest where that is taken by other content.
     *
     * @return the copy
     * @throws IOException if {@code file} cannot be read
     * @throws EnvironmentException if the copy cannot be written, or {@code folder} is a link, which may lead anywhere
     */
    static Path into(Path folder, Path file) throws IOException {
        if (Files.isSymbolicLink(folder)) {
            throw new EnvironmentException(
                    folder.toString(), "must be a folder that copies may be put into", "a link", "remove it");
        }
        Path target = folder.resolve(file.getFileName());
        if (isFree(target)) {
            return copy(file, target);
        }
        if (isSame(file, target)) {
            return target;
        }
        String digest = Digest.ofFile(file).hex();
        for (int digits = DIGITS; digits <= digest.length(); digits++) {
            target = folder.resolve(suffixed(file, digest.substring(0, digits)));
            if (isFree(target)) {
                return copy(file, target);
            }
            if (isSame(file, target)) {
                return target;
            }
        }
        throw new EnvironmentException(
                target.toString(), "must be free for a copy of " + file, "other content", "rename or remove it");
    }

    private static String suffixed(Path file, String digest) {
        String name = FileNameText.of(file.getFileName());
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String ending = dot > 0 && name.length() - dot <= 10 ? name.substring(dot) : "";
        int length = stem.codePointCount(0, stem.length());
        return stem.substring(0, stem.offsetByCodePoints(0, Math.min(length, LONGEST_STEM))) + "-" + digest + ending;
    }

    /** A link that leads nowhere takes a name too. */
    private static boolean isFree(Path target) {
        return !Files.exists(target, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isSame(Path file, Path target) throws IOException {
        return Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                && Files.size(target) == Files.size(file)
                && Files.mismatch(target, file) < 0;
    }

    private static Path copy(Path file, Path target) throws IOException {
        try (FileChannel source = FileChannel.open(file, StandardOpenOption.READ)) {
            AtomicFile.writeReplaceable(target, channel -> {
                long size = source.size();
                for (long done = 0; done < size; ) {
                    long moved = source.transferTo(done, size - done, channel);
                    if (moved <= 0) {
                        throw new IOException(file + " became shorter while it was copied");
                    }
                    done += moved;
                }
            });
        }
        return target;
    }
}
