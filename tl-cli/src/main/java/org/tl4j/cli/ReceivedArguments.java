package org.tl4j.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.error.UsageException;

/**
 * The arguments as the system passed them. Java decodes them by the locale and replaces all undecodable bytes by the
 * same character, so that a path may become another one.
 */
final class ReceivedArguments {
    private static final char UNKNOWN = '\uFFFD';

    /** The bytes of the arguments of this process, each ended by a zero; only on Linux. */
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private static final Logger LOG = LoggerFactory.getLogger(ReceivedArguments.class);

    private ReceivedArguments() {}

    /**
     * Rejects arguments that were not decoded correctly.
     *
     * @throws UsageException if one holds bytes that could not be decoded
     */
    static void requireDecoded(String[] arguments) {
        for (String argument : arguments) {
            if (argument.indexOf(UNKNOWN) >= 0) {
                requireDecoded(argument, received());
            }
        }
    }

    /** The replacement character itself may be a part of an argument. */
    static void requireDecoded(String argument, Optional<byte[]> received) {
        String text =
                received.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse(argument);
        // bytes that are not UTF-8 become the same character here too, so its own bytes are searched for
        boolean typed = received.isEmpty()
                || List.of(new String(received.get(), StandardCharsets.ISO_8859_1).split("\0", -1))
                        .contains(new String(argument.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        if (!typed) {
            boolean utf8 = text.indexOf(UNKNOWN) < 0;
            throw new UsageException(
                    "argument " + argument,
                    "must be text in the encoding of this process, " + System.getProperty("sun.jnu.encoding"),
                    utf8 ? "text in UTF-8" : "bytes that are not",
                    utf8
                            ? "set a locale of UTF-8 that is installed, such as LC_ALL=C.UTF-8"
                            : "rename the file or folder to a name in UTF-8, or name the folder that holds it");
        }
    }

    private static Optional<byte[]> received() {
        try {
            return Files.isReadable(COMMAND_LINE) ? Optional.of(Files.readAllBytes(COMMAND_LINE)) : Optional.empty();
        } catch (IOException e) {
            LOG.debug("the bytes of the arguments cannot be read, so they are taken as they are", e);
            return Optional.empty();
        }
    }
}
