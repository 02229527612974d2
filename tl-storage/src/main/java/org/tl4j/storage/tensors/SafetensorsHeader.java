package org.tl4j.storage.tensors;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The head of a safetensors file: eight bytes with the length of a JSON object, and the object.
 *
 * @param tensors by name, in the order of the object
 * @param metadata the metadata of the file
 * @param length of the whole head in bytes: where the data begins
 */
record SafetensorsHeader(Map<String, TensorEntry> tensors, Map<String, String> metadata, long length) {
    /** The longest JSON object, in bytes: the limit of the reference implementation. */
    static final int LONGEST = 100_000_000;

    private static final int PREFIX = Long.BYTES;

    SafetensorsHeader {
        tensors = Collections.unmodifiableMap(tensors);
        metadata = Collections.unmodifiableMap(metadata);
    }

    /**
     * Reads the head and checks that the tensors fill the rest of the bytes, with no overlap and no gap.
     *
     * @throws org.tl4j.core.error.WeightsException if anything violates the format
     */
    static SafetensorsHeader read(ByteWindows bytes, Refusal refusal) {
        refuseOthers(bytes, refusal);
        if (bytes.size() < PREFIX) {
            throw refusal.because("must begin with the length of its header", bytes.size() + " bytes");
        }
        long length = bytes.piece(0, PREFIX).getLong();
        long room = Math.min(LONGEST, bytes.size() - PREFIX);
        if (length < 2 || length > room) {
            throw refusal.because(
                    "must have a header of 2 to " + room + " bytes", Long.toUnsignedString(length) + " bytes");
        }
        String json = text(bytes.piece(PREFIX, (int) length), refusal);
        if (json.charAt(0) != '{') {
            throw refusal.because("must have a header that begins with {", "another character");
        }
        HeaderParser parser = new HeaderParser(refusal);
        parser.parse(json);
        SafetensorsHeader header = new SafetensorsHeader(parser.tensors(), parser.metadata(), PREFIX + length);
        header.checkLayout(bytes.size() - header.length(), refusal);
        return header;
    }

    /** The header of a safetensors file begins after its length; no other format has that there. */
    private static void refuseOthers(ByteWindows bytes, Refusal refusal) {
        if (bytes.size() > PREFIX
                && bytes.available() > PREFIX
                && bytes.piece(PREFIX, 1).get() == '{') {
            return;
        }
        byte[] head = new byte[Math.min(OtherFormat.LOOKED_AT, bytes.available())];
        bytes.piece(0, head.length).get(head);
        OtherFormat.of(head).ifPresent(other -> {
            throw refusal.of(other);
        });
    }

    private void checkLayout(long dataLength, Refusal refusal) {
        List<Map.Entry<String, TensorEntry>> byPlace = new ArrayList<>(tensors.entrySet());
        byPlace.sort(Comparator.comparingLong((Map.Entry<String, TensorEntry> entry) ->
                        entry.getValue().begin())
                .thenComparingLong(entry -> entry.getValue().end()));
        long expected = 0;
        for (Map.Entry<String, TensorEntry> entry : byPlace) {
            TensorEntry tensor = entry.getValue();
            if (tensor.begin() != expected) {
                throw refusal.because(
                        "must hold its tensors one behind the other, " + entry.getKey() + " at byte " + expected,
                        tensor.begin());
            }
            expected = tensor.end();
        }
        if (expected != dataLength) {
            throw refusal.because(
                    "must have exactly as many bytes of data as its tensors need, " + expected, dataLength);
        }
    }

    private static String text(ByteBuffer bytes, Refusal refusal) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw refusal.because("must have a header in UTF-8", "bytes that are not", e);
        }
    }
}
