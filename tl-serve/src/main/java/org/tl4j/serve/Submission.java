package org.tl4j.serve;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The images of a request.
 *
 * @param images at least one
 * @param alone whether the body is the image itself, so that its failure is that of the request
 */
record Submission(List<SubmittedImage> images, boolean alone) {
    private static final String OCTETS = "application/octet-stream";
    private static final String JSON = "application/json";
    private static final String MULTIPART = "multipart/form-data";
    private static final String MEMBER = "images";

    Submission {
        images = List.copyOf(images);
    }

    /**
     * Reads the images from a body: one image, {@code multipart/form-data} with a part per image, or JSON with a list of texts in
     * base64.
     *
     * @throws RefusedRequestException if the body is none of these, or has too many images or none
     */
    static Submission of(Call call, RequestLimits limits) {
        Submission submission = read(call, limits);
        if (submission.images().isEmpty()) {
            throw RefusedRequestException.badRequest("body of the request", "must have an image", "none", "");
        }
        if (submission.images().size() > limits.maximumImages()) {
            throw RefusedRequestException.tooManyImages(limits);
        }
        call.noteImages(submission.images().size());
        return submission;
    }

    private static Submission read(Call call, RequestLimits limits) {
        String type = call.contentType().orElse(OCTETS);
        String word = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (word.equals(MULTIPART)) {
            return new Submission(HttpMultipart.images(type, call.body(), limits), false);
        }
        if (word.equals(JSON)) {
            return new Submission(ofJson(call.body(), limits), false);
        }
        if (word.startsWith("image/") || word.equals(OCTETS)) {
            return new Submission(List.of(new SubmittedImage("image", requireBytes(call.body()))), true);
        }
        throw new RefusedRequestException(
                415,
                "content type of the request",
                "must be image/*, " + OCTETS + ", " + MULTIPART + " or " + JSON,
                type,
                "");
    }

    private static byte[] requireBytes(byte[] body) {
        if (body.length == 0) {
            throw RefusedRequestException.badRequest(
                    "body of the request", "must be an image", "an empty one", "send the bytes of an image file");
        }
        return body;
    }

    private static List<SubmittedImage> ofJson(byte[] body, RequestLimits limits) {
        List<byte[]> images = new ArrayList<>();
        try (JsonParser json = StrictJson.parser(body)) {
            StrictJson.require(json.nextToken(), JsonToken.START_OBJECT, "an object");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                if (!json.currentName().equals(MEMBER)) {
                    throw RefusedRequestException.badRequest(
                            "member of the JSON document", "must be " + MEMBER, json.currentName(), "");
                }
                StrictJson.require(json.nextToken(), JsonToken.START_ARRAY, "a list of texts");
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    if (images.size() == limits.maximumImages()) {
                        throw RefusedRequestException.tooManyImages(limits);
                    }
                    StrictJson.require(json.currentToken(), JsonToken.VALUE_STRING, "a list of texts");
                    images.add(base64(json.getText()));
                }
            }
            StrictJson.requireEnd(json);
        } catch (IOException e) {
            throw StrictJson.malformed(e);
        }
        return named(images);
    }

    /** Images without names of files. */
    static List<SubmittedImage> named(List<byte[]> images) {
        return IntStream.range(0, images.size())
                .mapToObj(i -> new SubmittedImage(place(i, images.size()), images.get(i)))
                .toList();
    }

    /** What an image without a name is called, from 0. */
    static String place(int index, int all) {
        return "image " + (index + 1) + " of " + all;
    }

    static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw RefusedRequestException.badRequest(
                    "image in JSON", "must be in base64 (RFC 4648, section 4)", String.valueOf(e.getMessage()), "");
        }
    }
}
