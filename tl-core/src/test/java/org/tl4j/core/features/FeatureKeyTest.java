package org.tl4j.core.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Interpolation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.provenance.Digest;

class FeatureKeyTest {
    private static final Preprocessing PREPROCESSING = new Preprocessing(
            new ResizeRule.ShorterSide(256, Interpolation.BICUBIC),
            new ImageSize(224, 192),
            ChannelOrder.RGB,
            1 / 255.0,
            List.of(0.485, -0.0, -0.406),
            List.of(0.229, 0.224, 0.225));
    private static final Boundary BOUNDARY = new Boundary(List.of("layer2.2.relu2", "a, 5:b c"), Pooling.BOTH, 96);
    private static final FeatureKey KEY =
            new FeatureKey(Digest.of("weights"), "resnet20-größe", PREPROCESSING, BOUNDARY, "deeplearning4j 1.0");

    /**
     * The stored features of users are found by this text. If this test fails, no stored feature is found any more:
     * correct the text, not the test. The bits were computed by Python's struct, the digest by hashlib.
     */
    @Test
    void textAndDigestAreThoseOfEveryVersion() {
        assertThat(KEY.text()).isEqualTo("""
            features v1
            weights 9a129038d9a00aed0cf6a7ea059ca50a813449061ab87848cf1a13eafdf33b2c
            architecture 14:resnet20-größe
            resize shorter-side 256 bicubic
            crop 224x192
            channels rgb
            scale 3f70101010101010
            mean 3fdf0a3d70a3d70a 0 bfd9fbe76c8b4396
            deviation 3fcd4fdf3b645a1d 3fccac083126e979 3fcccccccccccccd
            boundary 2 14:layer2.2.relu2 8:a, 5:b c
            pooling both
            width 96
            runtime 18:deeplearning4j 1.0
            """);
        assertThat(KEY.digest().hex()).isEqualTo("75e1f4f21e9b0b79476a340c1857165f7403e4f712d68f1f1864bf7e6346f0e0");
    }

    /** The same for the key of a backbone, into which the decoder goes as well. */
    @Test
    void textOfABackboneIsThatOfEveryVersion() {
        BackboneSpec spec = new BackboneSpec(
                KEY.architecture(), KEY.backbone(), PREPROCESSING, BOUNDARY, List.of(), 1, 0.01, "ND4J 1, oneDNN off");

        assertThat(FeatureKey.of(spec, "decoder 1").text())
                .isEqualTo(KEY.text()
                        .replace(
                                "runtime 18:deeplearning4j 1.0", "runtime 39:ND4J 1, oneDNN off, images by decoder 1"));
    }

    @Test
    void everyPartChangesTheText() {
        List<FeatureKey> keys = new ArrayList<>(List.of(
                KEY,
                new FeatureKey(Digest.of("w"), KEY.architecture(), PREPROCESSING, BOUNDARY, KEY.runtime()),
                new FeatureKey(KEY.backbone(), "vgg", PREPROCESSING, BOUNDARY, KEY.runtime()),
                new FeatureKey(KEY.backbone(), KEY.architecture(), PREPROCESSING, BOUNDARY, "onnxruntime 1.0"),
                of(new ResizeRule.Exact(ImageSize.square(256), Interpolation.BICUBIC), ChannelOrder.RGB, 1, 0.5, 0.5),
                of(new ResizeRule.Exact(ImageSize.square(256)), ChannelOrder.RGB, 1, 0.5, 0.5),
                of(new ResizeRule.Exact(ImageSize.square(257)), ChannelOrder.RGB, 1, 0.5, 0.5),
                of(new ResizeRule.ShorterSide(256), ChannelOrder.RGB, 1, 0.5, 0.5),
                of(new ResizeRule.ShorterSide(256), ChannelOrder.BGR, 1, 0.5, 0.5),
                of(new ResizeRule.ShorterSide(256), ChannelOrder.BGR, Math.nextUp(1.0), 0.5, 0.5),
                of(new ResizeRule.ShorterSide(256), ChannelOrder.BGR, 1, Math.nextUp(0.5), 0.5),
                of(new ResizeRule.ShorterSide(256), ChannelOrder.BGR, 1, 0.5, Math.nextUp(0.5))));
        for (Pooling pooling : Pooling.values()) {
            keys.add(of(new Boundary(List.of("a", "b"), pooling, 96)));
        }
        keys.add(of(new Boundary(List.of("b", "a"), Pooling.BOTH, 96)));
        keys.add(of(new Boundary(List.of("a 1:b"), Pooling.BOTH, 96)));
        keys.add(of(new Boundary(List.of("a", "b"), Pooling.BOTH, 97)));
        keys.add(of(new Boundary(List.of("a\nb"), Pooling.BOTH, 96)));

        assertThat(keys).extracting(FeatureKey::text).doesNotHaveDuplicates();
        assertThat(keys).extracting(FeatureKey::digest).doesNotHaveDuplicates();
    }

    private static FeatureKey of(Boundary boundary) {
        return new FeatureKey(KEY.backbone(), KEY.architecture(), PREPROCESSING, boundary, KEY.runtime());
    }

    private static FeatureKey of(ResizeRule resize, ChannelOrder order, double scale, double mean, double deviation) {
        Preprocessing preprocessing = new Preprocessing(
                resize,
                ImageSize.square(224),
                order,
                scale,
                List.of(mean, mean, mean),
                List.of(deviation, deviation, deviation));
        return new FeatureKey(KEY.backbone(), KEY.architecture(), preprocessing, BOUNDARY, KEY.runtime());
    }
}
