package org.tl4j.dl4j.backbone;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.BoundaryOption;
import org.tl4j.core.backbone.FeatureMap;
import org.tl4j.core.backbone.FeatureShape;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.dl4j.graph.CutVertices;
import org.tl4j.dl4j.graph.GraphPaths;
import org.tl4j.dl4j.graph.GraphSize;
import org.tl4j.dl4j.graph.VertexShape;

/** The places where features of a network can be taken, found from its structure without weights. */
final class Boundaries {
    /**
     * Half a megabyte per image in the feature store, and in memory one weight of the output layer per feature and class, in
     * several copies while it is fitted.
     */
    static final int MOST_FEATURES = 1 << 17;

    private static final String SUBJECT = "boundary";

    private final ComputationGraphConfiguration configuration;
    private final Map<String, InputType> types;
    private final List<BoundaryOption> options;
    private final String usual;

    /**
     * The boundaries of a network.
     *
     * @param configuration of the whole network, classifier included
     * @param input the preprocessing that gives the network's input
     * @param groups all layers with parameters, from the input on, the classifier last
     * @param usual the default boundary
     */
    Boundaries(
            ComputationGraphConfiguration configuration, Preprocessing input, List<LayerGroup> groups, String usual) {
        this.configuration = configuration;
        this.types = VertexShape.types(configuration, input);
        this.usual = usual;
        this.options = options(groups);
    }

    /** The suitable boundaries, from the input on. */
    List<BoundaryOption> options() {
        return options;
    }

    private List<BoundaryOption> options(List<LayerGroup> groups) {
        List<BoundaryOption> found = new ArrayList<>();
        for (int i = 0; i + 1 < groups.size(); i++) {
            LayerGroup group = groups.get(i);
            boolean last = i + 2 == groups.size();
            endOf(group, groups.get(i + 1), last)
                    .filter(this::hasShape)
                    .ifPresent(vertex -> found.add(option(Optional.of(group.name()), vertex)));
        }
        if (types.containsKey(usual) && hasShape(usual) && found.stream().noneMatch(BoundaryOption::isDefault)) {
            found.add(option(Optional.empty(), usual));
            List<String> order = CutVertices.order(configuration);
            found.sort((a, b) -> Integer.compare(order.indexOf(a.vertex()), order.indexOf(b.vertex())));
        }
        return List.copyOf(found);
    }

    /** The last vertex through which all outputs of a group reach the next group; none if the groups are interleaved. */
    private Optional<String> endOf(LayerGroup group, LayerGroup next, boolean last) {
        String firstLayer = group.layers().get(0);
        if (last && types.containsKey(usual) && reaches(firstLayer, usual)) {
            return Optional.of(usual);
        }
        return next.layers().stream()
                .findFirst()
                .flatMap(layer -> CutVertices.before(configuration, layer))
                .filter(vertex -> reaches(firstLayer, vertex));
    }

    private boolean reaches(String layer, String vertex) {
        return GraphPaths.upTo(configuration, List.of(vertex)).contains(layer);
    }

    private BoundaryOption option(Optional<String> group, String vertex) {
        long parameters = GraphSize.learned(configuration, GraphPaths.upTo(configuration, List.of(vertex)));
        return new BoundaryOption(group, vertex, shape(vertex), parameters, vertex.equals(usual));
    }

    private boolean hasShape(String vertex) {
        return VertexShape.find(types.get(vertex)).isPresent();
    }

    /**
     * The output shape of a vertex of the network.
     *
     * @throws UsageException if features cannot be taken there
     */
    FeatureShape shape(String vertex) {
        return VertexShape.find(types.get(vertex))
                .orElseThrow(() -> new UsageException(
                        SUBJECT,
                        "must give a map or a vector for each image",
                        vertex + ", which gives " + types.get(vertex),
                        "choose another vertex"));
    }

    /**
     * The requested boundary.
     *
     * @param names vertices or groups; the default boundary if there are none
     * @param pooling averages if empty
     * @throws UsageException if a name is unknown, two mean the same vertex, the pooling does not apply to them, or the
     *     features are too many
     */
    Boundary choose(List<String> names, Optional<Pooling> pooling) {
        List<String> vertices = (names.isEmpty() ? List.of(usual) : names)
                .stream().map(this::vertex).toList();
        requireDistinct(names, vertices);
        List<FeatureShape> shapes = vertices.stream().map(this::shape).toList();
        Pooling choice = pooling.orElse(Pooling.defaultFor(shapes));
        choice.requireFor(vertices, shapes, spatialBelow(vertices.get(0)));
        long width = shapes.stream().mapToLong(choice::width).sum();
        if (width > MOST_FEATURES) {
            throw new UsageException(
                    SUBJECT,
                    String.format(
                            Locale.ROOT,
                            "must give at most %,d features, since the output layer has one weight for each of them and each class",
                            MOST_FEATURES),
                    String.format(Locale.ROOT, "%,d", width),
                    choice == Pooling.FLATTEN
                            ? "choose another pooling, or a boundary nearer to the output"
                            : "name fewer boundaries");
        }
        return new Boundary(vertices, choice, Math.toIntExact(width));
    }

    private String vertex(String name) {
        Set<String> ends = new HashSet<>(configuration.getNetworkInputs());
        ends.addAll(configuration.getNetworkOutputs());
        if (types.containsKey(name) && !ends.contains(name)) {
            return name;
        }
        return options.stream()
                .filter(option -> option.group().equals(Optional.of(name)))
                .map(BoundaryOption::vertex)
                .findFirst()
                .orElseThrow(() -> unknown(name, ends));
    }

    private UsageException unknown(String name, Set<String> ends) {
        Set<String> known = Stream.concat(
                        types.keySet().stream().filter(vertex -> !ends.contains(vertex)),
                        options.stream().flatMap(option -> option.group().stream()))
                .collect(Collectors.toCollection(TreeSet::new));
        String suitable =
                "suitable ones are " + options.stream().map(this::words).collect(Collectors.joining(", "));
        return new UsageException(
                SUBJECT,
                "must be a vertex between input and output, or a layer group, of the network",
                name,
                Suggestions.to(name, known)
                        .map(near -> "did you mean " + near + "? " + suitable)
                        .orElse(suitable));
    }

    /** The words that request an option. */
    private String words(BoundaryOption option) {
        return option.group()
                .filter(group -> !types.containsKey(group))
                .map(group -> group + " (" + option.vertex() + ")")
                .orElse(option.vertex());
    }

    private static void requireDistinct(List<String> names, List<String> vertices) {
        if (Set.copyOf(vertices).size() < vertices.size()) {
            throw new UsageException(
                    SUBJECT,
                    "must name a vertex once",
                    String.join(", ", names) + ", which means " + String.join(", ", vertices),
                    "");
        }
    }

    private boolean isMap(String vertex) {
        return VertexShape.find(types.get(vertex))
                .filter(FeatureMap.class::isInstance)
                .isPresent();
    }

    /** The last vertex before one that still has height and width, following first inputs. */
    private Optional<String> spatialBelow(String vertex) {
        return Stream.iterate(
                        vertex,
                        configuration.getVertices()::containsKey,
                        name -> configuration.getVertexInputs().get(name).get(0))
                .filter(this::isMap)
                .findFirst();
    }
}
