package org.tl4j.storage.weights;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.tl4j.core.error.Redaction;
import org.tl4j.core.error.UsageException;

/** Where weights are fetched from: a folder, or a web address. */
sealed interface Mirror {
    /** A scheme has at least two letters, since a Windows drive has one. */
    Pattern OTHER_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/");

    /** The largest number of a port. */
    int LAST_PORT = 65_535;

    /** A folder of this machine, including a mounted one. */
    record Folder(Path path) implements Mirror {}

    /** A web address below which the files are. */
    record Web(URI base) implements Mirror {
        @Override
        public String toString() {
            return Redaction.address(base);
        }

        /** The address of a file. */
        URI file(String name) throws URISyntaxException {
            String path = base.getRawPath() == null ? "" : base.getRawPath();
            String folder = path.endsWith("/") ? path : path + "/";
            String encoded = new URI(null, null, "/" + name, null).getRawPath().substring(1);
            String query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
            return URI.create(base.getScheme() + "://" + base.getRawAuthority() + folder + encoded + query);
        }
    }

    /**
     * Parses the text of a user.
     *
     * @throws UsageException if it is neither a path, nor a {@code file:}, {@code http:} or {@code https:} address
     */
    static Mirror parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        try {
            if (lower.startsWith("http:") || lower.startsWith("https:")) {
                return new Web(base(text));
            }
            if (lower.startsWith("file:")) {
                return new Folder(Path.of(new URI(text)));
            }
            if (OTHER_SCHEME.matcher(text).lookingAt()) {
                throw neither(text);
            }
            return new Folder(Path.of(text));
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            throw neither(text); // without the cause, whose message may hold a password
        }
    }

    private static URI base(String text) throws URISyntaxException {
        URI base = new URI(text);
        if (base.getHost() == null || base.getPort() > LAST_PORT) {
            throw new UsageException(
                    "TL_MIRROR",
                    "must name a host, and a port up to " + LAST_PORT + " if any",
                    Redaction.address(text),
                    "percent-encode special characters of a user and a password");
        }
        return base;
    }

    private static UsageException neither(String text) {
        return new UsageException(
                "TL_MIRROR",
                "must be a folder, a file: address or an http(s): address",
                Redaction.address(text),
                "check its spelling, and percent-encode special characters of an address");
    }
}
