package org.tl4j.dl4j.backbone;

import java.util.List;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.dl4j.architecture.Architectures;

/** What the catalogue holds. The order is that of preference for photos of any kind. */
final class CatalogEntries {
    private static final String CIFAR_SOURCE = "github.com/akamaster/pytorch_resnet_cifar10";
    private static final List<Double> IMAGENET_MEAN = List.of(0.485, 0.456, 0.406);
    private static final List<Double> IMAGENET_DEVIATION = List.of(0.229, 0.224, 0.225);

    /** torchvision's evaluation transform. */
    private static final Preprocessing IMAGENET = new Preprocessing(
            new ResizeRule.ShorterSide(256),
            ImageSize.square(224),
            ChannelOrder.RGB,
            1.0 / 255,
            IMAGENET_MEAN,
            IMAGENET_DEVIATION);

    private static final Preprocessing SMALL = new Preprocessing(
            new ResizeRule.Exact(ImageSize.square(32)),
            ImageSize.square(32),
            ChannelOrder.RGB,
            1.0 / 255,
            IMAGENET_MEAN,
            IMAGENET_DEVIATION);

    /** Measured with {@code dev/LearningCurves.java} and on photos; see docs/fine-tuning.md. */
    private static final double SMALL_IMAGE_RATE = 0.03;

    private static final double LARGE_IMAGE_RATE = 1e-3;

    private CatalogEntries() {}

    static List<BackboneEntry> all() {
        return List.of(
                entry(
                        "squeezenet1_1-imagenet",
                        "squeezenet1_1",
                        "SqueezeNet 1.1, small and quick, for photos of any kind",
                        "ImageNet-1k: 1.28 million photos of 1000 classes",
                        "Apache-2.0",
                        "torchvision",
                        false,
                        IMAGENET,
                        LARGE_IMAGE_RATE),
                entry(
                        "resnet56-cifar10",
                        "resnet56",
                        "ResNet-56 for 32x32 images",
                        "CIFAR-10: 50,000 images of 10 classes",
                        "BSD-2-Clause",
                        CIFAR_SOURCE,
                        false,
                        SMALL,
                        SMALL_IMAGE_RATE),
                entry(
                        "resnet20-cifar10",
                        "resnet20",
                        "ResNet-20 for 32x32 images",
                        "CIFAR-10: 50,000 images of 10 classes",
                        "BSD-2-Clause",
                        CIFAR_SOURCE,
                        false,
                        SMALL,
                        SMALL_IMAGE_RATE),
                entry(
                        "resnet20-garments",
                        "resnet20",
                        "ResNet-20 for 32x32 images of single things on a plain ground",
                        "Fashion-MNIST: 30,000 images of 5 classes (t-shirt, trouser, dress, sneaker, bag)",
                        "Apache-2.0",
                        "this project, `tl pretrain`",
                        true,
                        SMALL,
                        SMALL_IMAGE_RATE));
    }

    private static BackboneEntry entry(
            String name,
            String architecture,
            String description,
            String trainedOn,
            String licence,
            String source,
            boolean embedded,
            Preprocessing preprocessing,
            double fineTuningRate) {
        return new BackboneEntry(
                name,
                architecture,
                description,
                trainedOn,
                licence,
                source,
                name + ".safetensors",
                embedded,
                preprocessing,
                Architectures.named(architecture).defaultBoundary(),
                fineTuningRate);
    }
}
