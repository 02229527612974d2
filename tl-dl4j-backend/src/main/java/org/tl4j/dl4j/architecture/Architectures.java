package org.tl4j.dl4j.architecture;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tl4j.core.error.UsageException;

/** The architectures by name. */
public final class Architectures {
    private static final Map<String, Architecture> BY_NAME = Stream.of(
                    CifarResNet.family(),
                    SqueezeNet.family(),
                    TorchResNet.family(),
                    Vgg.family(),
                    DenseNet.family(),
                    List.of(new MobileNetV2(), new EfficientNetB0()))
            .flatMap(List::stream)
            .collect(Collectors.toMap(Architecture::name, Function.identity(), (a, b) -> a, TreeMap::new));

    private Architectures() {}

    /** The names of all, in the order of the alphabet. */
    public static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** Whether there is an architecture of a name. */
    public static boolean isKnown(String name) {
        return BY_NAME.containsKey(name);
    }

    /**
     * Finds an architecture by name.
     *
     * @throws UsageException if there is none
     */
    public static Architecture named(String name) {
        Architecture architecture = BY_NAME.get(name);
        if (architecture == null) {
            throw new UsageException("architecture", "must be one of " + BY_NAME.keySet(), name, "");
        }
        return architecture;
    }
}
