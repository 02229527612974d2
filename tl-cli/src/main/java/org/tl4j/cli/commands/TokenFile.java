package org.tl4j.cli.commands;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import org.tl4j.cli.output.Console;
import org.tl4j.core.error.UsageException;
import org.tl4j.serve.AccessToken;
import org.tl4j.storage.files.DiskProblem;

/** Where the token of a server comes from. */
final class TokenFile {
    private static final String VARIABLE = "TL_TOKEN";
    private static final int MOST_BYTES = 4096;

    private TokenFile() {}

    /** The token of a file, or else of the environment; a file that everybody can read is warned of. */
    static Optional<AccessToken> token(Optional<Path> file, Console console) {
        if (file.isPresent()) {
            if (isReadByAll(file.get())) {
                console.say("every user of this machine can read the token in " + file.get() + "; `chmod 600` helps");
            }
            return Optional.of(AccessToken.of(text(file.get())));
        }
        return Optional.ofNullable(console.environment().get(VARIABLE))
                .filter(text -> !text.isBlank())
                .map(AccessToken::of);
    }

    private static String text(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] bytes = content.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new UsageException(
                        "--token-file",
                        "must have at most " + MOST_BYTES + " bytes",
                        "more",
                        "name a file with one token");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw DiskProblem.cannotRead(file, e);
        }
    }

    private static boolean isReadByAll(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) { // reported when it is read, or another file system
            return false;
        }
    }
}
