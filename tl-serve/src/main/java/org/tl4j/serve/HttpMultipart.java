package org.tl4j.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.util.Promise;

/**
 * Reads {@code multipart/form-data} (RFC 7578) from a body in memory. Jetty's own limits are set, since without them parts are
 * unlimited (GHSA-qw69-rqj8-6qw8); no part is written to a file.
 */
final class HttpMultipart {
    private static final int HEADER_BYTES = 8192;

    /** Jetty has no type for this failure. */
    private static final String TOO_MANY_PARTS = "Form with too many keys";

    private HttpMultipart() {}

    /** The parts of a body, each of which is an image. */
    static List<SubmittedImage> images(String contentType, byte[] body, RequestLimits limits) {
        String boundary = MultiPart.extractBoundary(contentType);
        if (boundary == null || boundary.isEmpty()) {
            throw RefusedRequestException.badRequest(
                    "content type of the request", "must name the boundary of its parts", contentType, "");
        }
        MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary);
        // one more than is allowed, so that the answer names our limit
        parser.setMaxParts(limits.maximumImages() + 1L);
        parser.setMaxLength(limits.maximumBodyBytes());
        parser.setMaxFileSize(limits.maximumBodyBytes());
        parser.setMaxMemoryFileSize(limits.maximumBodyBytes());
        parser.setPartHeadersMaxLength(HEADER_BYTES);
        parser.setUseFilesForPartsWithoutFileName(false);
        Parsed parsed = new Parsed();
        parser.parse(new ByteBufferContentSource(ByteBuffer.wrap(body)), parsed);
        try (MultiPartFormData.Parts parts = parsed.parts.join()) {
            List<SubmittedImage> images = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                images.add(image(parts.get(i), Submission.place(i, parts.size())));
            }
            return images;
        } catch (CompletionException | IllegalStateException | IllegalArgumentException e) {
            throw refused(e, limits);
        }
    }

    /** All of the body is there, so that the parser has ended when it returns. */
    private static final class Parsed implements Promise.Invocable<MultiPartFormData.Parts> {
        private final CompletableFuture<MultiPartFormData.Parts> parts = new CompletableFuture<>();

        @Override
        public void succeeded(MultiPartFormData.Parts result) {
            parts.complete(result);
        }

        @Override
        public void failed(Throwable failure) {
            parts.completeExceptionally(failure);
        }
    }

    private static RefusedRequestException refused(RuntimeException e, RequestLimits limits) {
        Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        if (String.valueOf(cause.getMessage()).startsWith(TOO_MANY_PARTS)) {
            return RefusedRequestException.tooManyImages(limits);
        }
        return RefusedRequestException.badRequest(
                "body of the request",
                "must be multipart/form-data, with one part per image",
                String.valueOf(cause.getMessage()),
                "");
    }

    private static SubmittedImage image(MultiPart.Part part, String place) {
        String name = part.getFileName();
        try {
            ByteBuffer content = Content.Source.asByteBuffer(part.getContentSource());
            byte[] bytes = new byte[content.remaining()];
            content.get(bytes);
            return new SubmittedImage(name == null || name.isBlank() ? place : name, bytes);
        } catch (IOException e) {
            throw new IllegalStateException("the part is in memory", e);
        }
    }
}
