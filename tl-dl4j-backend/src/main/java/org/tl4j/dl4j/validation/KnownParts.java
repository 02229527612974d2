package org.tl4j.dl4j.validation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * The classes that the JSON of Deeplearning4j may name, and the keys of each. Deeplearning4j instantiates named classes and
 * ignores unknown keys, so both are checked in the tree before Deeplearning4j reads the text. Used once, by one thread.
 */
public final class KnownParts {
    private static final String CLASS_KEY = "@class";
    /** The keys that name a class; distributions use the second. */
    private static final List<String> CLASS_KEYS = List.of(CLASS_KEY, "type");

    private static final String DISTRIBUTION = "org.deeplearning4j.nn.conf.distribution.NormalDistribution";
    private static final String LAYER_NAME = "layerName";
    /** Keys of a layer that may be NaN: its name, and training settings that Deeplearning4j writes as NaN for a default. */
    private static final Set<String> UNSET =
            Set.of(LAYER_NAME, "biasInit", "gainInit", "gradientNormalizationThreshold");

    /** Parts that compute predictions, which must not hold NaN; updaters and schedules may. */
    private static final Pattern COMPUTING = Pattern.compile(
            "org\\.deeplearning4j\\.nn\\.conf\\.(layers|graph)\\..*|org\\.nd4j\\.linalg\\.activations\\.impl\\..*");

    private static final Pattern NO_NUMBER = Pattern.compile("[-+]?(NaN|Inf|Infinity)", Pattern.CASE_INSENSITIVE);

    /** The most values of an array: the weights of a loss, one per class. */
    private static final long MOST_ARRAY_VALUES = 1 << 20;

    /** The layers and vertices of image classifiers. */
    private static final Pattern PARTS = Pattern.compile("org\\.deeplearning4j\\.nn\\.conf\\.("
            + "layers\\.(ConvolutionLayer|Convolution2D|DepthwiseConvolution2D|SeparableConvolution2D|BatchNormalization"
            + "|ActivationLayer|SubsamplingLayer|GlobalPoolingLayer|DenseLayer|OutputLayer|LossLayer|DropoutLayer"
            + "|ZeroPaddingLayer|Upsampling2D|LocalResponseNormalization"
            + "|convolutional\\.Cropping2D|misc\\.FrozenLayer|misc\\.FrozenLayerWithBackprop)"
            + "|graph\\.(LayerVertex|ElementWiseVertex|MergeVertex|PreprocessorVertex|ScaleVertex|ShiftVertex"
            + "|ReshapeVertex|FrozenVertex))");

    /** The settings of layers: activations, losses, updaters, weight initialisation, preprocessors. All are plain data. */
    private static final Pattern DETAILS = Pattern.compile(
            "org\\.deeplearning4j\\.nn\\.(conf\\.(distribution|dropout|constraint|weightnoise|stepfunctions|preprocessor)"
                    + "|weights)\\.\\w+"
                    + "|org\\.deeplearning4j\\.(nn\\.modelimport\\.keras\\.)?preprocessors\\.\\w+"
                    + "|org\\.nd4j\\.linalg\\.(activations\\.impl(?!\\.ActivationPReLU)|lossfunctions\\.impl|learning\\.(config|regularization)"
                    + "|schedule)\\.\\w+");

    private static final String OTHER_PARTS = "org.deeplearning4j.nn.conf.";

    /** Keys whose object has a fixed class that is not named. */
    private static final Map<String, Class<?>> UNNAMED = Map.of(
            "layerConf", NeuralNetConfiguration.class,
            "defaultConfiguration", NeuralNetConfiguration.class,
            "confs", NeuralNetConfiguration.class);

    private final ObjectMapper mapper = NeuralNetConfiguration.mapper();
    private final Map<Class<?>, Set<String>> keys = new HashMap<>();

    /** The kinds of layers that a checked graph may have, without the wrappers that freeze them. */
    public static Set<Class<?>> layers() {
        return LayerRules.KNOWN;
    }

    /** The kinds of vertices that are not layers, without the wrapper that freezes them. */
    public static Set<Class<?>> vertices() {
        return VertexRules.KNOWN;
    }

    /**
     * Checks the tree of a graph.
     *
     * @throws InvalidGraphException if it names another class, or an object has an unknown key
     */
    public static void checkGraph(JsonNode root) {
        new KnownParts().check(root, ComputationGraphConfiguration.class);
    }

    /**
     * Checks the tree of a chain of layers.
     *
     * @throws InvalidGraphException in the same cases
     */
    public static void checkChain(JsonNode root) {
        new KnownParts().check(root, MultiLayerConfiguration.class);
    }

    private void check(JsonNode root, Class<?> type) {
        checkClasses(root);
        if (root.findValue(CLASS_KEY) != null) {
            checkKeys(root, type);
        } else {
            // the form before 1.0.0-beta names no classes and has other keys; the graph made from it is checked all the
            // same
            checkValues(root);
        }
    }

    private void checkClasses(JsonNode node) {
        for (String key : CLASS_KEYS) {
            String name = node.path(key).asText(DISTRIBUTION);
            if (!PARTS.matcher(name).matches() && !DETAILS.matcher(name).matches()) {
                String rule = name.startsWith(OTHER_PARTS)
                        ? "must be of a kind that image classifiers are made of"
                        : "may name network parts of Deeplearning4j only";
                throw new InvalidGraphException(node.path(LAYER_NAME).asText(""), rule, name);
            }
        }
        for (Iterator<JsonNode> children = node.elements(); children.hasNext(); ) {
            checkClasses(children.next());
        }
    }

    private void checkKeys(JsonNode node, Class<?> type) {
        if (type != null) {
            Set<String> known = keys.computeIfAbsent(type, this::keys);
            Set<String> unknown = new TreeSet<>();
            node.fieldNames().forEachRemaining(unknown::add);
            unknown.removeAll(known);
            if (!unknown.isEmpty()) {
                throw new InvalidGraphException(
                        node.path(LAYER_NAME).asText(""),
                        "must have keys of " + type.getSimpleName() + " only",
                        unknown);
            }
        }
        checkArray(node);
        for (Iterator<Map.Entry<String, JsonNode>> fields = node.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            checkNumber(field.getKey(), field.getValue(), type);
            checkValue(field.getValue(), UNNAMED.get(field.getKey()));
        }
    }

    /** Rules for every value, independent of its class. */
    private static void checkValues(JsonNode node) {
        checkArray(node);
        node.fields().forEachRemaining(field -> checkNumber(field.getKey(), field.getValue(), null));
        node.elements().forEachRemaining(KnownParts::checkValues);
    }

    private void checkValue(JsonNode value, Class<?> unnamed) {
        if (value.isArray()) {
            value.forEach(element -> checkValue(element, unnamed));
        } else {
            checkKeys(value, typeOf(value, unnamed));
        }
    }

    /** Deeplearning4j allocates as much memory as the shape of an array declares. */
    private static void checkArray(JsonNode node) {
        if (node.has("shape") && node.has("data")) {
            long values = 1;
            for (JsonNode side : node.get("shape")) {
                long length = side.isInt() ? side.intValue() : -1;
                values = length < 1 || length > MOST_ARRAY_VALUES ? -1 : values * length;
                if (values < 1 || values > MOST_ARRAY_VALUES) {
                    throw new InvalidGraphException("shape", "must have sides of at least 1", node.get("shape"));
                }
            }
            if (node.get("data").size() != values) {
                throw new InvalidGraphException(
                        "data",
                        "must be the " + values + " values of its shape",
                        node.get("data").size());
            }
        }
    }

    private static void checkNumber(String key, JsonNode value, Class<?> type) {
        boolean infinite = value.isNumber() && !Double.isFinite(value.doubleValue());
        boolean word = type != null
                && value.isTextual()
                && COMPUTING.matcher(type.getName()).matches()
                && !UNSET.contains(key)
                && NO_NUMBER.matcher(value.textValue()).matches();
        if (infinite || word) {
            throw new InvalidGraphException(key, "must be a finite number", value.asText());
        }
    }

    private static Class<?> typeOf(JsonNode node, Class<?> unnamed) {
        if (!node.isObject()) {
            return null;
        }
        return node.has(CLASS_KEY) ? named(node.get(CLASS_KEY).asText()) : unnamed;
    }

    /** Loads a class without initialising it, so that none of its code runs. */
    private static Class<?> named(String name) {
        try {
            return Class.forName(name, false, NeuralNetConfiguration.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            InvalidGraphException unknown =
                    new InvalidGraphException("", "may name network parts of Deeplearning4j only", name);
            unknown.addSuppressed(e);
            throw unknown;
        }
    }

    private Set<String> keys(Class<?> type) {
        Set<String> names = new HashSet<>(Set.of(CLASS_KEY));
        mapper.getDeserializationConfig()
                .introspect(mapper.constructType(type))
                .findProperties()
                .forEach(property -> names.add(property.getName()));
        mapper.getSerializationConfig()
                .introspect(mapper.constructType(type))
                .findProperties()
                .forEach(property -> names.add(property.getName()));
        return names;
    }
}
