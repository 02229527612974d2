package org.tl4j.strategies.boundary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.BoundaryOption;
import org.tl4j.core.backbone.FeatureVector;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.training.BoundaryCandidate;
import org.tl4j.core.training.BoundaryOutcome.Skipped;
import org.tl4j.core.training.BoundarySkip;

/**
 * The boundaries to compare with the default one: the one or two places before it, each alone, and the default joined with the
 * nearest and with both (after Evci et al. 2022, "Head2Toe", which selects among the outputs of all layers). All their features
 * are in one pass of a network whose boundary are all places, from the input on, so each candidate is a range of its features.
 *
 * @param usual the vertex of the default boundary, with its width
 * @param earlier the places before it, from the input on; none, one or two
 * @param pooling of all places
 * @param skipped places that cannot be compared
 */
public record CandidatePlaces(Place usual, List<Place> earlier, Pooling pooling, List<BoundaryCandidate> skipped) {
    private static final int EARLIER = 2;

    /** Features of one place that fit the budget of the measurement. */
    static final int MOST_FEATURES = 4096;

    /**
     * A place of features.
     *
     * @param vertex its name
     * @param width features per image, at least 1
     */
    public record Place(String vertex, int width) {}

    public CandidatePlaces {
        earlier = List.copyOf(earlier);
        skipped = List.copyOf(skipped);
    }

    /**
     * Chooses them.
     *
     * @param options what the network offers, from the input on
     * @param usual the default boundary, of one vertex
     * @param tunable whether a place is not before the layers that are to be trained
     */
    public static CandidatePlaces of(List<BoundaryOption> options, Boundary usual, Predicate<String> tunable) {
        Place last = new Place(usual.vertices().get(0), usual.width());
        Optional<BoundaryOption> own = options.stream()
                .filter(option -> option.vertex().equals(last.vertex()))
                .findFirst();
        if (own.isEmpty()) {
            return new CandidatePlaces(last, List.of(), usual.pooling(), List.of());
        }
        List<BoundaryOption> nearest = nearest(options, own.get());
        Pooling pooling = own.get().shape() instanceof FeatureVector
                ? Pooling.defaultFor(nearest.stream().map(BoundaryOption::shape).toList())
                : usual.pooling();
        List<Place> places = new ArrayList<>();
        List<BoundaryCandidate> skipped = new ArrayList<>();
        for (BoundaryOption option : nearest) {
            Optional<BoundarySkip> reason = reason(option, pooling, tunable);
            if (reason.isPresent()) {
                skipped.add(new BoundaryCandidate(
                        List.of(option.vertex()),
                        pooling,
                        (int) Math.min(Integer.MAX_VALUE, width(option, pooling)),
                        new Skipped(reason.get())));
            } else {
                places.add(new Place(option.vertex(), Math.toIntExact(option.width(pooling))));
            }
        }
        return new CandidatePlaces(last, places, pooling, skipped);
    }

    /** The nearest before the default, each with fewer layers than the next: otherwise it would give the same features. */
    private static List<BoundaryOption> nearest(List<BoundaryOption> options, BoundaryOption usual) {
        List<BoundaryOption> found = new ArrayList<>();
        long parameters = usual.parameters();
        for (int i = options.indexOf(usual) - 1; i >= 0 && found.size() < EARLIER; i--) {
            BoundaryOption option = options.get(i);
            if (option.parameters() < parameters) {
                found.add(0, option);
                parameters = option.parameters();
            }
        }
        return found;
    }

    private static Optional<BoundarySkip> reason(BoundaryOption option, Pooling pooling, Predicate<String> tunable) {
        if (!pooling.goesWith(option.shape())) {
            return Optional.of(BoundarySkip.OTHER_SHAPE);
        }
        if (option.width(pooling) > MOST_FEATURES) {
            return Optional.of(BoundarySkip.TOO_WIDE);
        }
        return tunable.test(option.vertex()) ? Optional.empty() : Optional.of(BoundarySkip.BEFORE_TRAINED_LAYERS);
    }

    private static long width(BoundaryOption option, Pooling pooling) {
        return pooling.goesWith(option.shape())
                ? option.width(pooling)
                : option.shape().values();
    }

    /** All places from the input on: the vertices of the boundary that gives the features of all candidates. */
    public List<String> vertices() {
        return Stream.concat(earlier.stream(), Stream.of(usual))
                .map(Place::vertex)
                .toList();
    }

    /** The candidates as ranges of places, the default first. */
    List<Range> ranges() {
        int last = earlier.size();
        List<Range> ranges = new ArrayList<>(List.of(range(last, last + 1)));
        for (int place = last - 1; place >= 0; place--) {
            ranges.add(range(place, place + 1));
        }
        for (int place = last - 1; place >= 0; place--) {
            ranges.add(range(place, last + 1));
        }
        return ranges;
    }

    /**
     * A candidate.
     *
     * @param vertices from the input on
     * @param from the index of its first feature
     * @param width how many features it has
     */
    record Range(List<String> vertices, int from, int width) {}

    private Range range(int from, int to) {
        List<Place> all = Stream.concat(earlier.stream(), Stream.of(usual)).toList();
        return new Range(
                all.subList(from, to).stream().map(Place::vertex).toList(),
                all.subList(0, from).stream().mapToInt(Place::width).sum(),
                all.subList(from, to).stream().mapToInt(Place::width).sum());
    }
}
