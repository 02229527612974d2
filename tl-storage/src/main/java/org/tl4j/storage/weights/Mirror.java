package org.tl4j.storage.weights;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Locale;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;

/** Where weights are fetched from: a folder, or a web address. */
sealed interface Mirror {
    /** A folder of this machine, or one that looks like it. */
    record Folder(Path path) implements Mirror {}

    /** A web address below which the files lie. */
    record Web(URI base) implements Mirror {
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
     * What a user means.
     *
     * @throws UsageException if it is neither a path, nor a {@code file:}, {@code http:} or {@code https:} address
     */
    static Mirror parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        try {
            if (lower.startsWith("http:") || lower.startsWith("https:")) {
                URI base = new URI(text);
                if (base.getHost() == null) {
                    throw new UsageException("TL_MIRROR", "must name a host", text, "");
                }
                return new Web(base);
            }
            return new Folder(lower.startsWith("file:") ? Path.of(new URI(text)) : Path.of(text));
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            throw new UsageException(
                    new Problem("TL_MIRROR", "must be a folder, a file: address or an http(s): address", text, ""), e);
        }
    }
}
