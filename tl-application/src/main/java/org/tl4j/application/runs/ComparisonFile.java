package org.tl4j.application.runs;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tl4j.core.comparison.ComparedChoice;
import org.tl4j.core.comparison.ComparedStrategy;
import org.tl4j.core.comparison.ComparisonCell;
import org.tl4j.core.comparison.ComparisonPoint;
import org.tl4j.core.comparison.ComparisonRun;
import org.tl4j.core.comparison.ComparisonStore;
import org.tl4j.core.comparison.HeldOutScore;
import org.tl4j.core.comparison.KeptRun;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.evaluation.Interval;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.storage.files.AtomicFile;
import org.tl4j.storage.files.DiskProblem;
import org.tl4j.storage.files.SmallText;

/** The runs of a comparison in a file of JSON. Of one process at a time. */
public final class ComparisonFile implements ComparisonStore {
    /** Its name in the folder of a comparison. */
    public static final String NAME = "runs.json";

    /** A hundred thousand runs. */
    private static final int LONGEST = 1 << 26;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private final Path file;

    /** The file in {@code folder}, which need not exist. */
    public ComparisonFile(Path folder) {
        this.file = requireNonNull(folder, "folder is null").resolve(NAME);
    }

    /** The content of the file. */
    private record Document(List<Run> runs) {
        Document {
            runs = List.copyOf(runs);
        }
    }

    /** The figure of images with several labels; a contribution is null where the image could not be decoded. */
    private record Ranking(double value, double low, double high, List<Double> contributions) {
        static Ranking of(HeldOutScore.Ranking score) {
            return new Ranking(
                    score.value(),
                    score.interval().low(),
                    score.interval().high(),
                    score.values().stream()
                            .map(value -> value.isNaN() ? null : value)
                            .toList());
        }

        HeldOutScore toScore() {
            return new HeldOutScore.Ranking(
                    value,
                    new Interval(low, high),
                    contributions.stream()
                            .map(known -> known == null ? Double.NaN : known)
                            .toList());
        }
    }

    /** A run as plain values; it has hits, or a ranking. */
    private record Run(
            String conditions,
            String backbone,
            String strategy,
            int perClass,
            int seed,
            int trainImages,
            int validationImages,
            double imagesPerClass,
            int epochs,
            boolean frozen,
            String hits,
            Ranking ranking,
            double logLoss,
            double seconds,
            List<ComparisonPoint> points) {
        static Run of(KeptRun kept) {
            ComparisonRun run = kept.run();
            ComparisonCell cell = run.cell();
            return new Run(
                    kept.conditions().hex(),
                    cell.choice().backbone(),
                    cell.choice().strategy().word(),
                    cell.perClass(),
                    cell.seed(),
                    run.trainImages(),
                    run.validationImages(),
                    run.imagesPerClass(),
                    run.epochs(),
                    run.frozen(),
                    run.score() instanceof HeldOutScore.Hits score ? score.hits() : null,
                    run.score() instanceof HeldOutScore.Ranking score ? Ranking.of(score) : null,
                    run.logLoss(),
                    run.seconds(),
                    run.points());
        }

        KeptRun toKept() {
            ComparedStrategy known = EnumNames.find(ComparedStrategy.class, strategy)
                    .orElseThrow(() -> new IllegalArgumentException("strategy is " + strategy));
            return new KeptRun(
                    new Digest(conditions),
                    new ComparisonRun(
                            new ComparisonCell(new ComparedChoice(backbone, known), perClass, seed),
                            trainImages,
                            validationImages,
                            imagesPerClass,
                            epochs,
                            frozen,
                            score(),
                            logLoss,
                            seconds,
                            points));
        }

        private HeldOutScore score() {
            if ((hits == null) == (ranking == null)) {
                throw new IllegalArgumentException("a run has hits or a ranking");
            }
            return hits == null ? ranking.toScore() : new HeldOutScore.Hits(hits);
        }
    }

    @Override
    public String place() {
        return file.toString();
    }

    @Override
    public List<KeptRun> read() {
        if (Files.notExists(file)) {
            return List.of();
        }
        try {
            Document document = MAPPER.readValue(SmallText.read(file, LONGEST), Document.class);
            if (document == null) {
                throw new IllegalArgumentException("null");
            }
            return document.runs().stream().map(Run::toKept).toList();
        } catch (JsonProcessingException e) {
            throw damaged(e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw damaged(DiskProblem.describe(e), e);
        } catch (IllegalArgumentException | NullPointerException e) { // of a value that is missing or out of range
            throw damaged(String.valueOf(e.getMessage()), e);
        }
    }

    private UsageException damaged(String found, Exception cause) {
        return new UsageException(
                new Problem(file.toString(), "must be as a comparison writes it", found, "delete it to start again"),
                cause);
    }

    @Override
    public void write(List<KeptRun> runs) {
        try {
            byte[] text = MAPPER.writerWithDefaultPrettyPrinter()
                    .writeValueAsBytes(new Document(runs.stream().map(Run::of).toList()));
            AtomicFile.write(file, channel -> AtomicFile.writeFully(channel, ByteBuffer.wrap(text)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
