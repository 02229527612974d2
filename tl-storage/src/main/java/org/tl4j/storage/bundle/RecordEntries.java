package org.tl4j.storage.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tl4j.core.bundle.RecordedImage;
import org.tl4j.core.bundle.TrainingRecord;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.LabelState;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.core.provenance.Digest;
import org.tl4j.storage.json.Json;
import org.tl4j.storage.json.JsonReader;

/**
 * The record of the images of a bundle, as two entries: {@code record.json}, and {@code images.bin}, one row of equal length
 * per image: 32 bytes of SHA-256, one byte for the subset, and the labels, which are the index of the one label as 4 bytes, big
 * end first, or one byte for each of several.
 */
final class RecordEntries {
    static final String DESCRIPTION = "record.json";
    static final String IMAGES = "images.bin";

    private static final int DIGEST_BYTES = 32;
    private static final List<Subset> SUBSETS = List.of(Subset.TRAIN, Subset.VALIDATION, Subset.TEST);
    private static final List<LabelState> STATES = List.of(LabelState.ABSENT, LabelState.PRESENT, LabelState.UNKNOWN);
    private static final String SOURCES = "sources";
    private static final String COUNT = "images";

    private RecordEntries() {}

    /**
     * The entries of a record.
     *
     * @throws BundleException if they would be too long for a bundle
     */
    static List<NetworkEntry> write(TrainingRecord record, LabelSet labels) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode sources = json.putArray(SOURCES);
        record.sources().forEach(sources::add);
        json.put(COUNT, record.images().size());
        long length = (long) record.images().size() * rowBytes(labels);
        if (length > Integer.MAX_VALUE) {
            throw new BundleException(
                    "record of the images",
                    "must fit into 2 GiB",
                    record.images().size() + " images of " + labels.size() + " labels",
                    "take fewer images or labels");
        }
        ByteBuffer rows = ByteBuffer.allocate((int) length);
        Map<String, Integer> indices = new HashMap<>();
        for (int i = 0; i < labels.size(); i++) {
            indices.put(labels.name(i), i);
        }
        for (RecordedImage image : record.images()) {
            rows.put(image.digest().raw());
            rows.put((byte) SUBSETS.indexOf(image.subset()));
            write(image.annotation(), labels, indices, rows);
        }
        try {
            return List.of(
                    new NetworkEntry.Bytes(DESCRIPTION, ByteBuffer.wrap(Json.write(json))),
                    new NetworkEntry.Bytes(IMAGES, rows.flip()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Annotation annotation, LabelSet labels, Map<String, Integer> indices, ByteBuffer rows) {
        if (!labels.isMultiLabel()) {
            rows.putInt(indices.get(annotation.label()));
            return;
        }
        for (String label : labels.names()) {
            rows.put((byte) STATES.indexOf(annotation.state(label)));
        }
    }

    private static int rowBytes(LabelSet labels) {
        return DIGEST_BYTES + 1 + (labels.isMultiLabel() ? labels.size() : Integer.BYTES);
    }

    /**
     * Reads the entries of a record.
     *
     * @param json the content of {@value #DESCRIPTION}; must throw the first problem
     * @param rows the content of {@value #IMAGES}
     * @param bundle what to call the bundle
     */
    static TrainingRecord read(JsonReader json, ByteBuffer rows, LabelSet labels, String bundle) {
        json.withNames(SOURCES, COUNT);
        long count = json.at(COUNT).integer(0, Integer.MAX_VALUE);
        if (count * rowBytes(labels) != rows.remaining()) {
            throw BundleFormat.damaged(
                    bundle,
                    "must have " + count + " images in " + IMAGES + ", of " + rowBytes(labels) + " bytes each",
                    rows.remaining() + " bytes");
        }
        ByteBuffer left = rows.duplicate();
        List<RecordedImage> images = new ArrayList<>();
        Map<Digest, Subset> roles = new HashMap<>();
        byte[] digest = new byte[DIGEST_BYTES];
        for (int i = 0; i < count; i++) {
            left.get(digest);
            Subset subset = choice(SUBSETS, left.get(), "subset", bundle);
            Subset before = roles.putIfAbsent(Digest.ofRaw(digest), subset);
            if (before != null && before != subset) {
                throw BundleFormat.damaged(bundle, "must have each image in one subset in " + IMAGES, "one in two");
            }
            images.add(new RecordedImage(Digest.ofRaw(digest), annotation(left, labels, bundle), subset));
        }
        return new TrainingRecord(json.at(SOURCES).list(JsonReader::text), images);
    }

    private static Annotation annotation(ByteBuffer rows, LabelSet labels, String bundle) {
        if (!labels.isMultiLabel()) {
            return Annotation.of(choice(labels.names(), rows.getInt(), "label", bundle));
        }
        List<String> present = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String label : labels.names()) {
            switch (choice(STATES, rows.get(), "state of a label", bundle)) {
                case PRESENT -> present.add(label);
                case UNKNOWN -> unknown.add(label);
                case ABSENT -> {}
            }
        }
        return Annotation.ofAll(present, unknown);
    }

    private static <T> T choice(List<T> choices, int index, String what, String bundle) {
        if (index < 0 || index >= choices.size()) {
            throw BundleFormat.damaged(
                    bundle, "must have a " + what + " from 0 to " + (choices.size() - 1) + " in " + IMAGES, index);
        }
        return choices.get(index);
    }
}
