package org.tl4j.application.documents;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BoundaryOption;
import org.tl4j.core.backbone.FeatureMap;
import org.tl4j.core.backbone.NetworkSize;
import org.tl4j.core.backbone.NetworkStructure;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Redaction;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.provenance.EnumNames;

/**
 * The JSON of {@code tl backbones} for one backbone.
 *
 * @param name what a user calls it
 * @param architecture the network
 * @param description one sentence
 * @param trainedOn the images it learned from
 * @param classes how many classes its own classifier has; left out if unknown
 * @param parameters of the whole network, without batch-norm statistics; left out if unknown
 * @param multiplyAdds of the whole network for one image; left out if unknown
 * @param licence of the weights
 * @param source where they come from
 * @param weightsFile the name of their file in a mirror
 * @param embedded whether they come with this software
 * @param available whether they are on this machine
 * @param address where they can be fetched; left out if there is no address
 * @param bytes the length of their file; left out if unknown
 * @param sha256 the digest that their file must have; left out if it was never used and the catalogue states none
 * @param digestStated whether the catalogue states it; otherwise it was recorded at first use
 * @param problem why it cannot be used here, as far as that is known without its file; left out where it can
 * @param input how images become its input
 * @param inputSizes in words, which image sizes it accepts; left out if unknown
 * @param boundary where features are taken by default
 * @param pooling how the output there is pooled by default; left out for the default of its shape
 * @param boundaries where they can be taken, from the input on; left out in the list
 * @param groups its layer groups up to the default boundary; left out in the list
 * @param found what its file holds, by name, for a network whose file is kept as it was; left out in the list
 * @param fineTuningRate the peak learning rate of a new head that suits fine-tuning
 */
public record BackboneDocument(
        String name,
        String architecture,
        String description,
        String trainedOn,
        Integer classes,
        Long parameters,
        Long multiplyAdds,
        String licence,
        String source,
        String weightsFile,
        boolean embedded,
        boolean available,
        String address,
        Long bytes,
        String sha256,
        boolean digestStated,
        String problem,
        Input input,
        String inputSizes,
        String boundary,
        String pooling,
        List<Place> boundaries,
        List<LayerGroup> groups,
        Map<String, String> found,
        double fineTuningRate) {
    /** The input of the network; {@code resize} describes in words how images are resized. */
    public record Input(
            int width,
            int height,
            String resize,
            String channels,
            double scale,
            List<Double> mean,
            List<Double> deviation) {
        /** How images become the input of the network. */
        public static Input of(Preprocessing preprocessing) {
            return new Input(
                    preprocessing.crop().width(),
                    preprocessing.crop().height(),
                    words(preprocessing.resize()),
                    preprocessing.channels().name(),
                    preprocessing.scale(),
                    preprocessing.mean(),
                    preprocessing.standardDeviation());
        }

        private static String words(ResizeRule rule) {
            // a switch over the sealed type has to wait for Java 21
            String size = rule instanceof ResizeRule.ShorterSide shorter
                    ? "shorter side to " + shorter.pixels()
                    : "to " + ((ResizeRule.Exact) rule).size();
            return size + ", " + EnumNames.of(rule.interpolation());
        }
    }

    /**
     * Where features can be taken.
     *
     * @param group the layer group that ends there; left out if none does
     * @param vertex its name
     * @param features how many an image has with the default pooling
     * @param height height of the output; left out if it has none
     * @param width of the output; left out if it has none
     * @param parameters how many the network has up to there
     * @param usual whether it is the default
     */
    public record Place(
            String group, String vertex, long features, Long height, Long width, long parameters, boolean usual) {
        /** The document of an option. */
        public static Place of(BoundaryOption option) {
            Optional<FeatureMap> map = Optional.of(option.shape())
                    .filter(FeatureMap.class::isInstance)
                    .map(FeatureMap.class::cast);
            return new Place(
                    option.group().orElse(null),
                    option.vertex(),
                    option.width(),
                    map.map(FeatureMap::height).orElse(null),
                    map.map(FeatureMap::width).orElse(null),
                    option.parameters(),
                    option.isDefault());
        }

        /** Width and height of the output; empty if it has none. */
        public String size() {
            return height == null ? "" : width + "x" + height;
        }
    }

    /** The document of a backbone; null or empty values are left out. */
    public static BackboneDocument of(
            BackboneEntry entry,
            Optional<NetworkStructure> structure,
            boolean available,
            Optional<Digest> expected,
            Optional<Problem> problem,
            List<Place> boundaries,
            List<LayerGroup> groups) {
        Optional<NetworkSize> size = structure.flatMap(NetworkStructure::size);
        return new BackboneDocument(
                entry.name(),
                entry.architecture(),
                entry.description(),
                entry.trainedOn(),
                entry.classes().isPresent() ? entry.classes().getAsInt() : null,
                size.map(NetworkSize::parameters).orElse(null),
                size.map(NetworkSize::multiplyAdds).orElse(null),
                entry.licence(),
                entry.source(),
                entry.weights().fileName(),
                entry.weights().embedded(),
                available,
                entry.weights().address().map(Redaction::address).orElse(null),
                entry.weights().bytes().isPresent() ? entry.weights().bytes().getAsLong() : null,
                expected.map(Digest::hex).orElse(null),
                entry.weights().sha256().isPresent(),
                problem.map(Problem::message).orElse(null),
                Input.of(entry.preprocessing()),
                structure.map(NetworkStructure::inputSizes).orElse(null),
                entry.defaultBoundary(),
                entry.defaultPooling().map(EnumNames::of).orElse(null),
                boundaries,
                groups,
                // asked for one backbone alone: it may take opening the file
                boundaries == null
                        ? null
                        : structure
                                .map(NetworkStructure::details)
                                .filter(details -> !details.isEmpty())
                                .orElse(null),
                entry.fineTuningRate());
    }

    /** The digest and its origin, as text. */
    public String trust() {
        if (sha256 == null) {
            return "unknown; recorded at first use";
        }
        return sha256 + (digestStated ? ", stated by the catalogue" : ", trusted on first use");
    }

    /** The availability, as text in the list. */
    public String weights() {
        if (problem != null) {
            return "unusable";
        }
        if (embedded) {
            return "embedded";
        }
        if (available) {
            return "available";
        }
        return address == null ? "not available" : "fetched";
    }
}
