import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.GradientSettings;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.StrategySettings;
import org.tl4j.core.weights.Tensor;
import org.tl4j.core.weights.TensorSet;
import org.tl4j.learner.EvaluationRequest;
import org.tl4j.learner.TrainingReport;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.Storage;

/**
 * Measures what a CIFAR-10 network forgets of CIFAR-10 when it is fine-tuned on other images: its original output layer is
 * restored on top of the fine-tuned layers.
 *
 * <pre>
 * java -cp 'tl-cli/target/tl/lib/*' dev/Forgetting.java IMAGES.zip CIFAR10.zip resnet20-cifar10=WEIGHTS SEED RATE...
 * </pre>
 *
 * <p>Fine-tuning with default settings is compared with naive fine-tuning at each RATE: that rate for all layers, no
 * L2-SP, a head that was not fitted before, and adaptive batch norms. IMAGES.zip has {@code train/CLASS}, a fifth of which
 * is for validation, and {@code test/CLASS}; CIFAR10.zip has {@code test/CLASS}. The weights file must state its classes, as
 * the file of this backbone does.
 */
public final class Forgetting {
    /** A penalty so strong that the fitted head is almost zero. */
    private static final double NO_HEAD = 1e6;

    private Forgetting() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 4) {
            System.err.println("usage: Forgetting IMAGES.zip CIFAR10.zip resnet20-cifar10=WEIGHTS SEED RATE...");
            System.exit(2);
        }
        Path images = Path.of(arguments[0]);
        Path original = Path.of(arguments[1]);
        String[] backbone = arguments[2].split("=", 2);
        Path weights = Path.of(backbone[1]);
        Map<String, StrategySettings> runs = new LinkedHashMap<>();
        runs.put("frozen", FeatureExtractionSettings.DEFAULT);
        runs.put("fine-tuning", FineTuningSettings.DEFAULT);
        for (String rate : List.of(arguments).subList(4, arguments.length)) {
            runs.put("naive " + rate, naive(Double.parseDouble(rate)));
        }
        TensorSet pretrained = Storage.tensorFormat().read(weights);
        Path model = Files.createTempFile("forgetting", ".tlz");
        try (TransferLearner learner = TransferLearner.create()) {
            for (Map.Entry<String, StrategySettings> run : runs.entrySet()) {
                TrainingReport report = learner.train(TrainingRequest.of(images, model)
                        .withBackbone(BackboneRequest.of(backbone[0]).withWeights(weights))
                        .withSplit(new SplitSettings(
                                TrainingRequest.DEFAULT_SPLIT.validationFraction(), Long.parseLong(arguments[3])))
                        .withStrategy(run.getValue()));
                double now = accuracy(learner, model, images);
                Bundle bundle = learner.bundles().read(model);
                learner.bundles().write(model, withOriginalHead(bundle, pretrained));
                System.out.printf(
                        Locale.ROOT,
                        "%s, kept as %s: new classes %.4f, original classes %.4f%n",
                        run.getKey(),
                        report.manifest().strategy(),
                        now,
                        accuracy(learner, model, original));
            }
        } finally {
            Files.delete(model);
        }
    }

    private static StrategySettings naive(double rate) {
        FineTuningSettings ours = FineTuningSettings.DEFAULT;
        HeadSettings head = ours.head();
        GradientSettings gradient = ours.gradient();
        Optimizer optimizer = gradient.optimizer();
        return new FineTuningSettings(
                new HeadSettings(
                        List.of(NO_HEAD), head.folds(), head.classWeights(), head.maximumIterations(), head.tolerance(), false),
                new GradientSettings(
                        gradient.epochs(),
                        gradient.batchSize(),
                        OptionalDouble.of(rate),
                        gradient.schedule(),
                        gradient.warmUp(),
                        new Optimizer(optimizer.kind(), optimizer.momentum(), optimizer.weightDecay(), 0, 0),
                        gradient.loss(),
                        gradient.patience(),
                        gradient.augmentation()),
                1,
                1,
                BatchNormMode.ADAPTIVE,
                Optional.empty(),
                0);
    }

    private static double accuracy(TransferLearner learner, Path model, Path images) {
        return learner.evaluate(EvaluationRequest.of(model, images).withSubset(Subset.TEST))
                .evaluation()
                .accuracy();
    }

    private static Bundle withOriginalHead(Bundle bundle, TensorSet pretrained) {
        Map<String, String> heads = Map.of("output.weight", "linear.weight", "output.bias", "linear.bias");
        LabelSet labels = new LabelSet(List.of(pretrained.metadata().get("classes").split(",")));
        NetworkContents network = bundle.network();
        List<Tensor> weights = network.tensors(NetworkContents.WEIGHTS).stream()
                .map(tensor -> {
                    String original = heads.get(tensor.name());
                    return original == null
                            ? tensor
                            : new Tensor(
                                    tensor.name(),
                                    tensor.shape(),
                                    pretrained.tensor(original).values());
                })
                .toList();
        BundleManifest old = bundle.manifest();
        BundleManifest manifest = new BundleManifest(
                old.strategy(),
                labels,
                old.preprocessing(),
                old.backbone(),
                old.backboneWeights(),
                old.boundaries(),
                old.pooling(),
                old.frozenLayers(),
                old.parameters(),
                old.metrics(),
                old.refitted(),
                old.reasons(),
                old.provenance());
        List<NetworkEntry> entries = network.entries().stream()
                .map(entry -> entry.name().equals(NetworkContents.WEIGHTS)
                        ? new NetworkEntry.Tensors(entry.name(), weights)
                        : entry)
                .toList();
        return new Bundle(manifest, new NetworkContents(network.engine(), entries));
    }
}
