package org.tl4j.core.bundle;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.network.ParameterCounts;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.provenance.Provenance;

/**
 * The description that a bundle contains of itself. No text in it has more than {@value #LONGEST_TEXT} characters.
 *
 * @param strategy how it was trained, in 1 to 100 letters, digits, spaces, dots, dashes and underscores
 * @param labels the classes, in the order of the outputs
 * @param preprocessing how images become its input
 * @param backbone the name of the pretrained network
 * @param backboneWeights the digest of its weights
 * @param boundaries the last vertices of the frozen part, at least one, in the order of their features
 * @param pooling how spatial outputs were pooled there
 * @param frozenLayers the layers that training did not change
 * @param parameters its size
 * @param metrics the measured results, by name
 * @param refitted whether the network was fitted to the validation images as well, after its metrics were measured
 * @param reasons why it was trained in this way, in sentences; empty where there was no choice
 * @param provenance who made it, from what
 */
public record BundleManifest(
        String strategy,
        LabelSet labels,
        Preprocessing preprocessing,
        String backbone,
        Digest backboneWeights,
        List<String> boundaries,
        Pooling pooling,
        List<String> frozenLayers,
        ParameterCounts parameters,
        Map<String, Double> metrics,
        boolean refitted,
        List<String> reasons,
        Provenance provenance) {
    /** Characters of a text: far more than the longest list among the settings takes. */
    public static final int LONGEST_TEXT = LabelSet.LONGEST_NAME;

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N} ._-]{1,100}");
    private static final int LONGEST_QUOTE = 100;

    /**
     * Checks and copies.
     *
     * @throws BundleException if a text is too long, or the strategy has no such name
     */
    public BundleManifest {
        requireNonNull(strategy, "strategy is null");
        requireNonNull(labels, "labels is null");
        requireNonNull(preprocessing, "preprocessing is null");
        requireNonNull(backbone, "backbone is null");
        requireNonNull(backboneWeights, "backboneWeights is null");
        boundaries = List.copyOf(boundaries);
        requireNonNull(pooling, "pooling is null");
        frozenLayers = List.copyOf(frozenLayers);
        requireNonNull(parameters, "parameters is null");
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
        reasons = List.copyOf(reasons);
        requireNonNull(provenance, "provenance is null");
        if (boundaries.isEmpty()) {
            throw new IllegalArgumentException("a manifest must name at least one boundary, found none");
        }
        if (!isName(strategy)) {
            throw new BundleException(
                    "strategy of a bundle",
                    "must be 1 to 100 letters, digits, spaces, dots, dashes and underscores",
                    quoted(strategy),
                    "");
        }
        requireShort("backbone", List.of(backbone));
        requireShort("labels", labels.names());
        requireShort("boundaries", boundaries);
        requireShort("frozen layers", frozenLayers);
        requireShort("metrics", metrics.keySet());
        requireShort("reasons", reasons);
        requireShort("software", List.of(provenance.software()));
        requireShort("versions", provenance.versions().keySet());
        requireShort("versions", provenance.versions().values());
        requireShort("settings", provenance.settings().keySet());
        requireShort("settings", provenance.settings().values());
    }

    /**
     * A builder of a manifest.
     *
     * @param strategy how the network was trained, in 1 to 100 letters, digits, spaces, dots, dashes and underscores
     */
    public static BundleManifestBuilder builder(String strategy) {
        return new BundleManifestBuilder(requireNonNull(strategy, "strategy is null"));
    }

    /** A builder with the values of this manifest, of the same strategy. */
    public BundleManifestBuilder toBuilder() {
        return builder(strategy)
                .labels(labels)
                .preprocessing(preprocessing)
                .backbone(backbone)
                .backboneWeights(backboneWeights)
                .boundaries(boundaries)
                .pooling(pooling)
                .frozenLayers(frozenLayers)
                .parameters(parameters)
                .metrics(metrics)
                .refitted(refitted)
                .reasons(reasons)
                .provenance(provenance);
    }

    /** Whether a text is short and has no control characters that a terminal would interpret. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    private static void requireShort(String part, Collection<String> texts) {
        for (String text : texts) {
            if (text.length() > LONGEST_TEXT) {
                throw new BundleException(
                        part + " of a bundle",
                        "must be texts of at most " + LONGEST_TEXT + " characters",
                        text.length() + ": " + quoted(text),
                        "shorten it");
            }
        }
    }

    private static String quoted(String text) {
        return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "...";
    }
}
