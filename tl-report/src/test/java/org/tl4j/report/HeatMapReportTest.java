package org.tl4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.prediction.Explanation;
import org.tl4j.core.prediction.HeatMap;
import org.tl4j.core.prediction.HeatMapKind;
import org.tl4j.core.prediction.ImageExplainer;
import org.tl4j.learner.TrainingReport;

class HeatMapReportTest {
    private static final List<String> INSECTS = List.of("ants", "bees", "wasps");
    private static final Pattern LAYER = Pattern.compile("class=\"heat\"[^>]*href=\"data:image/png;base64,([^\"]*)\"");

    @Test
    void theSectionShowsALayerForThePredictedAndTheTrueLabel() throws IOException {
        Section why = section(Examples.single(INSECTS, 60), new Rows(List.of(-1.0, 0.0, 1.0, 2.0)));

        assertThat(why.fragment())
                .contains("The surest mistakes", "The least certain", "Right predictions", "bright: speaks for ");
        BufferedImage layer = layers(why).get(0);
        assertThat(layer.getWidth()).isEqualTo(4);
        // what speaks against a label is as dark as what says nothing, and lightness grows
        List<Double> lightness = IntStream.range(0, 4)
                .mapToObj(x -> lightness(layer.getRGB(x, 0)))
                .toList();
        assertThat(lightness.get(0)).isEqualTo(lightness.get(1));
        assertThat(lightness.get(2)).isGreaterThan(lightness.get(1) + 20);
        assertThat(lightness.get(3)).isGreaterThan(lightness.get(2) + 20);
    }

    @Test
    void aMapWithoutAnythingForTheLabelIsDark() throws IOException {
        Section why = section(Examples.single(INSECTS, 60), new Rows(List.of(-1.0, -2.0)));

        assertThat(lightness(layers(why).get(0).getRGB(0, 0))).isLessThan(20);
    }

    @Test
    void asksForABoundedNumberOfPhotos() {
        Rows explainer = new Rows(List.of(1.0));
        List<String> many = IntStream.range(0, 80).mapToObj(i -> "class " + i).toList();

        section(Examples.single(many, 1000), explainer);

        assertThat(explainer.asked).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    void ofSeveralLabelsShowsThePredictedOnes() {
        Section why = section(Examples.several(INSECTS, 40), new Rows(List.of(0.0, 1.0)));

        assertThat(why.fragment()).contains("Right predictions").doesNotContain("The surest mistakes");
    }

    @Test
    void saysHowExactTheLayersAre() {
        assertThat(section(Examples.single(INSECTS, 60), new Rows(List.of(1.0))).fragment())
                .contains("The layers are exact");
        assertThat(section(Examples.single(INSECTS, 60), new Rows(List.of(1.0), HeatMapKind.LINEAR_APPROXIMATION))
                        .fragment())
                .contains("The layers are approximate")
                .doesNotContain("exact");
    }

    @Test
    void saysBelowAPhotoIfItsPartsAccountForLittleOfTheScore() {
        Rows weak = new Rows(List.of(1.0, 2.0), HeatMapKind.LINEAR_APPROXIMATION, 9);
        Rows strong = new Rows(List.of(1.0, 2.0), HeatMapKind.LINEAR_APPROXIMATION, 1);

        assertThat(section(Examples.single(INSECTS, 60), weak).fragment())
                .contains("weak: all parts of the photo together account for only " + Numbers.wholePercent(0.25)
                        + " of the score");
        assertThat(section(Examples.single(INSECTS, 60), strong).fragment()).doesNotContain("weak:");
    }

    @Test
    void whatBelongsToNoPartIsNotDrawn() throws IOException {
        Section without = section(Examples.single(INSECTS, 60), new Rows(List.of(0.0, 1.0)));
        Section with = section(
                Examples.single(INSECTS, 60), new Rows(List.of(0.0, 1.0), HeatMapKind.LINEAR_APPROXIMATION, 50));

        for (int x = 0; x < 2; x++) {
            assertThat(layers(with).get(0).getRGB(x, 0))
                    .isEqualTo(layers(without).get(0).getRGB(x, 0));
        }
    }

    @Test
    void saysWhyThereAreNone() {
        ImageExplainer none = new Rows(List.of()) {
            @Override
            public Explanation explain(ImageLocation image, List<String> labels) {
                return new Explanation.Unavailable("its features are <those> of the class token");
            }
        };

        assertThat(section(Examples.single(INSECTS, 60), none).fragment())
                .contains("since its features are &lt;those&gt; of the class token.")
                .doesNotContain("class=\"heat\"");
    }

    private static Section section(TrainingReport report, ImageExplainer explainer) {
        return TrainingContents.of(
                        report, new TrainingHistory(), Examples.PHOTOS, Optional.empty(), Optional.of(explainer))
                .sections()
                .stream()
                .filter(section -> section.id().equals("why"))
                .findFirst()
                .orElseThrow();
    }

    private static List<BufferedImage> layers(Section section) throws IOException {
        List<BufferedImage> layers = new ArrayList<>();
        Matcher matcher = LAYER.matcher(section.fragment());
        while (matcher.find()) {
            layers.add(ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(matcher.group(1)))));
        }
        return layers;
    }

    private static double lightness(int colour) {
        Color parts = new Color(colour);
        return 0.2126 * parts.getRed() + 0.7152 * parts.getGreen() + 0.0722 * parts.getBlue();
    }

    /** Says the same of every photo: one row of values. */
    private static class Rows implements ImageExplainer {
        private final List<Double> values;
        private final HeatMapKind kind;
        private final double rest;
        private final List<ImageLocation> asked = new ArrayList<>();

        Rows(List<Double> values) {
            this(values, HeatMapKind.EXACT);
        }

        Rows(List<Double> values, HeatMapKind kind) {
            this(values, kind, 0);
        }

        Rows(List<Double> values, HeatMapKind kind, double rest) {
            this.values = values;
            this.kind = kind;
            this.rest = rest;
        }

        @Override
        public Explanation explain(ImageLocation image, List<String> labels) {
            asked.add(image);
            List<HeatMap> maps = labels.stream()
                    .map(label -> new HeatMap(
                            label,
                            1,
                            values.size(),
                            values.stream().mapToDouble(value -> value).toArray(),
                            rest))
                    .toList();
            return new Explanation.Explained(maps, kind);
        }

        @Override
        public Explanation explain(byte[] encoded, List<String> labels) {
            throw new UnsupportedOperationException("reports name images");
        }

        @Override
        public void close() {}
    }
}
