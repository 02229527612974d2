package org.tl4j.cli.commands;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tl4j.application.documents.PretrainDocument;
import org.tl4j.application.documents.Rounding;
import org.tl4j.application.settings.Gradients;
import org.tl4j.application.text.Format;
import org.tl4j.cli.output.CommandResult;
import org.tl4j.cli.progress.ConsoleProgress;
import org.tl4j.cli.progress.EpochLines;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.evaluation.Evaluation;
import org.tl4j.core.training.GradientSettings;
import org.tl4j.learner.ScratchReport;
import org.tl4j.learner.ScratchRequest;
import org.tl4j.storage.files.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tl pretrain}: trains the weights of a backbone. */
@Command(
        name = "pretrain",
        description = "Trains a network from scratch and writes its weights as a safetensors file for --weights.")
public final class PretrainCommand extends JsonCommand {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR|ZIP|CSV",
            description = "Labelled images; a test part, if there is one, is only used to measure.")
    private Path data;

    @Option(names = "--output", required = true, paramLabel = "FILE.safetensors", description = "The file to write.")
    private Path output;

    @Option(
            names = "--backbone",
            paramLabel = "NAME",
            defaultValue = "resnet20-garments",
            description = "The backbone whose architecture and preprocessing are used; by default ${DEFAULT-VALUE}.")
    private String backbone;

    @Option(
            names = "--trained-on",
            paramLabel = "TEXT",
            description = "What the images are, for the file's own description.")
    private Optional<String> trainedOn = Optional.empty();

    @Option(
            names = "--license",
            paramLabel = "SPDX",
            defaultValue = "Apache-2.0",
            description = "The licence of the weights; by default ${DEFAULT-VALUE}.")
    private String licence;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The seed of weights, order and augmentation; by default ${DEFAULT-VALUE}.")
    private long seed;

    @Mixin
    private StrictOption strict = new StrictOption();

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    /** A command that works with {@code context}. */
    public PretrainCommand(Context context) {
        super(context);
    }

    @Override
    CommandResult execute() {
        GradientSettings gradients = settings.resolve(Gradients.SCHEMA, Gradients.PRETRAIN_FILE);
        OutputPlace.check(output, List.of(data));
        long started = console().nanos().getAsLong();
        ScratchReport report;
        try (ConsoleProgress progress = new ConsoleProgress(console())) {
            report = learner()
                    .trainFromScratch(new ScratchRequest(
                            backbone,
                            data,
                            gradients,
                            seed,
                            strict.reading(),
                            progress,
                            new EpochLines(console(), 1, true)));
        }
        byte[] content = learner().safetensors(report.bundle(), metadata(report));
        AtomicFile.write(output, channel -> AtomicFile.writeFully(channel, ByteBuffer.wrap(content)));
        return answer(report, console().secondsSince(started));
    }

    private CommandResult answer(ScratchReport report, double seconds) {
        BundleManifest manifest = report.bundle().manifest();
        List<String> text = new ArrayList<>();
        text.add("Trained %s from scratch on %s of %s in %s."
                .formatted(
                        manifest.backbone(),
                        Format.count(report.trainImages(), "image"),
                        Format.count(manifest.labels().size(), "class"),
                        Format.seconds(seconds)));
        report.test()
                .ifPresent(test -> text.add("Accuracy %s on %s that it never saw."
                        .formatted(Format.percent(test.accuracy()), Format.count(test.images(), "test image"))));
        text.add("Written to " + output);
        return CommandResult.done(
                new PretrainDocument(
                        manifest.backbone(),
                        manifest.labels().names(),
                        report.trainImages(),
                        manifest.parameters().total(),
                        report.test().map(PretrainDocument.Test::of).orElse(null),
                        Rounding.seconds(seconds),
                        output.toString()),
                text);
    }

    /** The metadata of the file. */
    private Map<String, String> metadata(ScratchReport report) {
        BundleManifest manifest = report.bundle().manifest();
        BackboneEntry entry = learner().backbones().named(backbone);
        Map<String, String> metadata = new TreeMap<>(manifest.provenance().settings());
        metadata.put("architecture", entry.architecture());
        trainedOn.ifPresent(text -> metadata.put("trained_on", text));
        metadata.put("classes", String.join(",", manifest.labels().names()));
        metadata.put("mean", entry.preprocessing().mean().toString());
        metadata.put("std", entry.preprocessing().standardDeviation().toString());
        metadata.put("license", licence);
        metadata.put("source", manifest.provenance().software() + ", tl pretrain");
        metadata.put("seed", Long.toString(seed));
        metadata.put("train_images", Integer.toString(report.trainImages()));
        metadata.put("data_fingerprint", manifest.provenance().data().hex());
        report.test()
                .map(Evaluation::accuracy)
                .ifPresent(accuracy -> metadata.put("test_accuracy", accuracy.toString()));
        return metadata;
    }
}
