package org.tl4j.cli.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tl4j.application.documents.BenchDocument;
import org.tl4j.application.text.BenchText;
import org.tl4j.cli.output.CommandResult;
import org.tl4j.cli.progress.ConsoleProgress;
import org.tl4j.cli.quickstart.SamplePhotos;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.engine.EngineInfo;
import org.tl4j.core.error.UsageException;
import org.tl4j.learner.BenchmarkReport;
import org.tl4j.learner.BenchmarkRequest;
import org.tl4j.storage.files.DiskProblem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tl bench}: how fast this machine computes. */
@Command(
        name = "bench",
        description = {
            "Measures this machine: matrix products, decoding, the network by each engine, the fit of an output layer,",
            "training steps and predictions, with photos that are included. Close other programs first."
        })
public final class BenchCommand extends JsonCommand {
    private static final int PER_CLASS = 4;
    private static final double LONGEST = 3600;

    @Option(
            names = "--backbone",
            paramLabel = "NAME",
            defaultValue = SamplePhotos.BACKBONE,
            description = "The network; by default ${DEFAULT-VALUE}, which is included.")
    private String backbone;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "A safetensors file of its weights, instead of the one in TL_MIRROR or the cache folder.")
    private Optional<Path> weights = Optional.empty();

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "16",
            description = "How many images the network computes at a time; by default ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "2",
            description = "For how long each part is measured, at least five times; by default ${DEFAULT-VALUE}.")
    private double seconds;

    /** A command that works with {@code context}. */
    public BenchCommand(Context context) {
        super(context);
    }

    @Override
    CommandResult execute() {
        if (!(seconds >= 0 && seconds <= LONGEST)) {
            throw new UsageException("--seconds", "must be from 0 to 3600", Double.toString(seconds), "");
        }
        BackboneRequest named = BackboneRequest.of(backbone);
        BackboneRequest request = weights.map(named::withWeights).orElse(named);
        Path place = create();
        try (ConsoleProgress progress = new ConsoleProgress(console())) {
            Path photos = place.resolve("photos.zip");
            Path photo = place.resolve("photo.jpg");
            SamplePhotos.embedded().choose(PER_CLASS, 1).writeZip(photos);
            SamplePhotos.write(photo, SamplePhotos.jpeg());
            BenchmarkReport report = learner()
                    .benchmark(new BenchmarkRequest(
                            request, photos, photo, batch, Duration.ofMillis(Math.round(1000 * seconds)), progress));
            List<String> engines =
                    learner().engines().stream().map(EngineInfo::description).toList();
            BenchDocument document = BenchDocument.of(report, engines);
            return CommandResult.done(document, BenchText.of(document));
        } finally {
            TemporaryFolder.delete(place);
        }
    }

    private static Path create() {
        try {
            return TemporaryFolder.create();
        } catch (IOException e) {
            throw DiskProblem.cannotWrite(Path.of(System.getProperty("java.io.tmpdir")), e);
        }
    }
}
