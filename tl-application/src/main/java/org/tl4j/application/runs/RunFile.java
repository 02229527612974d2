package org.tl4j.application.runs;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tl4j.application.settings.SettingOverride;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelReading;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.engine.EngineSelection;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.storage.files.AtomicFile;
import org.tl4j.storage.files.DiskProblem;
import org.tl4j.storage.files.SmallText;

/**
 * The complete request of {@code tl train}, so that the run can be resumed.
 *
 * @param data the images
 * @param output the bundle to write
 * @param backbone the name of the pretrained network, if one was given
 * @param weights a file of its weights, if one was given
 * @param boundaries where features are taken, if that was given; the one word {@value #MEASURED} where it is measured
 * @param pooling of spatial outputs, if it was given
 * @param strategy its name
 * @param settings the given settings; a later layer overrides an earlier one
 * @param reading the limits on images, whether an image that cannot be used ends the run, and how labels are written
 * @param inputSize the shorter side of the network's input, if one was given
 * @param engine that computes the frozen part, if one was selected
 */
public record RunFile(
        Path data,
        Path output,
        Optional<String> backbone,
        Optional<Path> weights,
        List<String> boundaries,
        Optional<Pooling> pooling,
        String strategy,
        List<List<SettingOverride>> settings,
        ReadingSettings reading,
        OptionalInt inputSize,
        EngineSelection engine) {
    /** Its name in the folder of the run. */
    public static final String NAME = "run.json";

    /** In place of boundaries: they are chosen by measurement, again whenever the run is resumed, with the same result. */
    public static final String MEASURED = "auto";

    private static final List<String> ADDED = List.of("engine", "labelMode", "labelSeparator");

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    public RunFile {
        data = data.toAbsolutePath().normalize();
        output = output.toAbsolutePath().normalize();
        requireNonNull(backbone, "backbone is null");
        weights = weights.map(file -> file.toAbsolutePath().normalize());
        boundaries = List.copyOf(boundaries);
        requireNonNull(pooling, "pooling is null");
        requireNonNull(strategy, "strategy is null");
        requireNonNull(reading, "reading is null");
        requireNonNull(inputSize, "inputSize is null");
        requireNonNull(engine, "engine is null");
        settings = settings.stream().map(List::copyOf).toList();
    }

    /** The same as plain text, as in the file; null for values that were not given. */
    private record Document(
            String data,
            String output,
            String backbone,
            String weights,
            List<String> boundaries,
            Pooling pooling,
            String strategy,
            List<List<SettingOverride>> settings,
            boolean strict,
            int maximumMegapixels,
            long maximumFileBytes,
            Integer inputSize,
            String engine,
            String labelMode,
            String labelSeparator) {
        Document {
            require("data", data);
            require("output", output);
            require("strategy", strategy);
            requireItems("boundaries", boundaries);
            requireItems("settings", settings);
            settings.forEach(layer -> requireItems("settings", layer));
        }

        private static void require(String key, Object value) {
            if (value == null) {
                throw new IllegalArgumentException(key + " is null");
            }
        }

        private static void requireItems(String key, List<?> items) {
            require(key, items);
            items.forEach(item -> require("an item of " + key, item));
        }

        RunFile toRun() {
            return new RunFile(
                    Path.of(data),
                    Path.of(output),
                    Optional.ofNullable(backbone),
                    Optional.ofNullable(weights).map(Path::of),
                    boundaries,
                    Optional.ofNullable(pooling),
                    strategy,
                    settings,
                    reading(),
                    inputSize == null ? OptionalInt.empty() : OptionalInt.of(inputSize),
                    new EngineSelection(Optional.ofNullable(engine)));
        }

        /** Reports limits that are out of range by their names in the file. */
        private ReadingSettings reading() {
            try {
                return new ReadingSettings(maximumMegapixels, maximumFileBytes, strict)
                        .withLabels(new LabelReading(
                                Optional.ofNullable(labelMode).map(Document::mode),
                                Optional.ofNullable(labelSeparator)));
            } catch (UsageException e) {
                String message = e.getMessage()
                        .replace("label-separator", "labelSeparator")
                        .replace("maximum-megapixels", "maximumMegapixels")
                        .replace("maximum-file-bytes", "maximumFileBytes");
                throw new IllegalArgumentException(message, e);
            }
        }

        private static LabelMode mode(String word) {
            return EnumNames.find(LabelMode.class, word)
                    .orElseThrow(() -> new IllegalArgumentException("labelMode is " + word));
        }
    }

    /** Whether the boundary is chosen by measurement. */
    public boolean measuredBoundary() {
        return boundaries.equals(List.of(MEASURED));
    }

    /** The requested backbone, if one was given. */
    public Optional<BackboneRequest> request() {
        return backbone.map(name ->
                new BackboneRequest(name, weights, measuredBoundary() ? List.of() : boundaries, pooling, inputSize));
    }

    /** The same with a backbone of the catalogue. */
    public RunFile withBackbone(String name) {
        return new RunFile(
                data,
                output,
                Optional.of(name),
                weights,
                boundaries,
                pooling,
                strategy,
                settings,
                reading,
                inputSize,
                engine);
    }

    /** Writes it into the folder of the run. */
    public void write(Path folder) {
        Document document = new Document(
                data.toString(),
                output.toString(),
                backbone.orElse(null),
                weights.map(Path::toString).orElse(null),
                boundaries,
                pooling.orElse(null),
                strategy,
                settings,
                reading.strict(),
                reading.maximumMegapixels(),
                reading.maximumFileBytes(),
                inputSize.isPresent() ? inputSize.getAsInt() : null,
                engine.name().orElse(null),
                reading.labels().mode().map(EnumNames::of).orElse(null),
                reading.labels().separator().orElse(null));
        try {
            byte[] text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
            AtomicFile.write(folder.resolve(NAME), channel -> AtomicFile.writeFully(channel, ByteBuffer.wrap(text)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Checks that it is in {@code folder}, so that no folder is created for a run that does not exist.
     *
     * @throws UsageException if there is none
     */
    public static void requireIn(Path folder) {
        if (!Files.exists(folder.resolve(NAME))) {
            throw new UsageException(
                    folder.toString(),
                    "must be the folder of a run that has not ended",
                    "no " + NAME,
                    "a run that has ended has left its bundle; if there is none, " + CallerTerm.START_RUN.words());
        }
    }

    /**
     * Reads it from the folder of a run.
     *
     * @throws UsageException if there is none, or it is damaged
     */
    public static RunFile read(Path folder) {
        requireIn(folder);
        Path file = folder.resolve(NAME);
        try {
            JsonNode tree = MAPPER.readTree(SmallText.read(file));
            if (tree instanceof ObjectNode run) {
                // written before they could be selected
                ADDED.stream().filter(key -> !run.has(key)).forEach(run::putNull);
            }
            Document document = MAPPER.treeToValue(tree, Document.class);
            if (document == null) {
                throw new IllegalArgumentException("null");
            }
            return document.toRun();
        } catch (JsonProcessingException e) {
            throw damaged(file, e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw damaged(file, DiskProblem.describe(e), e);
        } catch (IllegalArgumentException e) { // also thrown for an invalid path
            throw damaged(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static UsageException damaged(Path file, String found, Exception cause) {
        return new UsageException(
                new Problem(file.toString(), "must be as training writes it", found, CallerTerm.START_RUN.words()),
                cause);
    }
}
