package org.tl4j.application.documents;

import java.util.List;
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
 * The JSON of {@code tl backbones} for one of them.
 *
 * @param name what a user calls it
 * @param architecture the network
 * @param description one sentence
 * @param trainedOn the images it learned from
 * @param classes how many its own classifier tells apart; left out where unknown
 * @param parameters of the whole network, without batch-norm statistics; left out where unknown
 * @param multiplyAdds that the whole network does for an image; left out where unknown
 * @param licence of the weights
 * @param source where they come from
 * @param weightsFile what they are called in a mirror
 * @param embedded whether they come with this software
 * @param available whether they are on this machine
 * @param address where they can be fetched; left out where nowhere
 * @param bytes how long their file is; left out where unknown
 * @param sha256 what their file must have; left out where it was never used and the catalogue states none
 * @param digestStated whether the catalogue states it; else it was recorded at first use
 * @param problem why it cannot be used here, as far as that is known without its file; left out where it can
 * @param input how images are fed in
 * @param inputSizes in words, which sizes of images it takes; left out where unknown
 * @param boundary where features are usually taken
 * @param boundaries where they can sensibly be taken, from the input on; left out in the list
 * @param groups its layers up to the usual boundary; left out in the list
 * @param fineTuningRate the peak learning rate of a new head at which it is fine-tuned well
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
        List<Place> boundaries,
        List<LayerGroup> groups,
        double fineTuningRate) {
    /** The input of the network; {@code resize} says in words how images are brought near its size. */
    public record Input(
            int width,
            int height,
            String resize,
            String channels,
            double scale,
            List<Double> mean,
            List<Double> deviation) {
        /** How images are brought into the form that the network takes. */
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
     * @param group the layer group that ends there; left out where none does
     * @param vertex its name
     * @param features how many an image has, pooled as usual
     * @param height of what comes out; left out where it has none
     * @param width likewise
     * @param parameters how many the network has up to there
     * @param usual whether it is taken where nothing is said
     */
    public record Place(
            String group, String vertex, long features, Long height, Long width, long parameters, boolean usual) {
        /** An option with what is known of it. */
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

        /** Width and height of what comes out; empty where it has none. */
        public String size() {
            return height == null ? "" : width + "x" + height;
        }
    }

    /** What is known of a backbone; what is null or empty is left out. */
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
                boundaries,
                groups,
                entry.fineTuningRate());
    }

    /** What is known of the digest. */
    public String trust() {
        if (sha256 == null) {
            return "unknown; recorded at first use";
        }
        return sha256 + (digestStated ? ", stated by the catalogue" : ", trusted on first use");
    }

    /** In the list. */
    public String weights() {
        if (problem != null) {
            return "unusable";
        }
        if (embedded) {
            return "embedded";
        }
        if (available) {
            return "at hand";
        }
        return address == null ? "not at hand" : "fetched";
    }
}
