package org.tl4j.storage.weights;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tl4j.core.error.Redaction;
import org.tl4j.core.error.WeightsException;

/**
 * The headers of a server's response.
 *
 * @param status of HTTP
 * @param length of the body in bytes; -1 if not stated
 * @param tag the entity tag; empty where there is none
 * @param range which part it is; empty where that is not said
 */
record ResponseHeaders(int status, long length, String tag, Optional<Range> range) {
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    /**
     * A range of a file.
     *
     * @param first its first byte
     * @param last its last byte
     * @param total how long the file is; -1 if not stated
     */
    record Range(long first, long last, long total) {}

    /**
     * Reads the headers.
     *
     * @throws WeightsException if they are not valid, or the bytes are not those of the file
     */
    static ResponseHeaders of(URI address, HttpResponse<InputStream> response) {
        HttpHeaders headers = response.headers();
        String encoding = headers.firstValue("Content-Encoding").orElse("identity");
        if (!encoding.equalsIgnoreCase("identity")) {
            throw wrong(address, "must send the file as it is", "Content-Encoding " + encoding);
        }
        List<String> lengths =
                headers.allValues("Content-Length").stream().distinct().toList();
        if (lengths.size() > 1
                || lengths.stream().anyMatch(one -> !LENGTH.matcher(one).matches())) {
            throw wrong(address, "must state the length in bytes", "Content-Length " + String.join(", ", lengths));
        }
        return new ResponseHeaders(
                response.statusCode(),
                lengths.isEmpty() ? -1 : Long.parseLong(lengths.get(0)),
                headers.firstValue("ETag").orElse(""),
                headers.firstValue("Content-Range").flatMap(ResponseHeaders::range));
    }

    /** Whether the response is the rest of a file of which {@code have} bytes are present, as its tag proves. */
    boolean goesOn(PartialFile.Resumption have) {
        return range.filter(part -> part.first() == have.bytes()
                                && part.last() >= part.first()
                                && (part.total() < 0 || part.last() < part.total())
                                && (length < 0 || length == part.last() - part.first() + 1))
                        .isPresent()
                && PartialFile.isStrong(tag)
                && tag.equals(have.tag());
    }

    private static Optional<Range> range(String text) {
        Matcher matcher = RANGE.matcher(text);
        return matcher.matches()
                ? Optional.of(new Range(
                        Long.parseLong(matcher.group(1)),
                        Long.parseLong(matcher.group(2)),
                        matcher.group(3).equals("*") ? -1 : Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    private static WeightsException wrong(URI address, String rule, String found) {
        return new WeightsException(Redaction.address(address), rule, found, Download.REMEDY);
    }
}
