package org.tl4j.dl4j.runtime;

import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.error.EnvironmentException;

/** Starts ND4J in a separate process, because a native library is loaded only once; prints the result. */
final class StartInOwnProcess {
    static final String JAVACPP_FIRST = "javacpp-first";
    static final String STRANGE_LOADER = "strange-loader";

    private StartInOwnProcess() {}

    public static void main(String[] args) {
        List<String> circumstances = List.of(args);
        if (circumstances.contains(JAVACPP_FIRST)) {
            Loader.loadProperties();
        }
        if (circumstances.contains(STRANGE_LOADER)) {
            Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        }
        try {
            System.out.println(Dl4jRuntime.start(RuntimeSettings.defaults()));
            HelperCases.blocks().forEach(block -> block.network().output(Nd4j.rand(DataType.FLOAT, 1, 8, 14, 14)));
        } catch (EnvironmentException e) {
            System.out.println("refused: " + e.getMessage());
        }
    }
}
