package org.tl4j.cli;

import com.google.inject.Binder;
import com.google.inject.Guice;
import com.google.inject.ProvisionException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.tl4j.cli.commands.Commands;
import org.tl4j.cli.commands.Context;
import org.tl4j.cli.output.Console;
import org.tl4j.cli.output.ExitCodes;
import org.tl4j.cli.output.MachineFailure;
import org.tl4j.cli.output.ResultStream;
import org.tl4j.cli.output.ResumeHint;
import org.tl4j.core.engine.EngineSelection;
import org.tl4j.core.error.UsageException;
import org.tl4j.learner.LearnerModule;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.StorageSettings;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.RunLast;

/** The entry point of {@code tl}: the only class that creates an injector and ends the process. */
public final class Main {
    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        ResultStream out = new ResultStream(new FileOutputStream(FileDescriptor.out));
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
        // otherwise JavaCPP prints warnings, for example that its CUDA part is older
        System.setProperty("org.bytedeco.javacpp.logger", "slf4j");
        // output of libraries is not a result
        System.setOut(err);
        System.setErr(err);
        allowProxyPasswords();
        Map<String, String> environment = System.getenv();
        findHome(environment);
        Console console = new Console(System.in, out, err, terminal(environment), System::nanoTime, environment);
        ResumeHint resumption = new ResumeHint();
        Interruption interruption = new Interruption(Thread.currentThread(), console, resumption);
        Runtime.getRuntime().addShutdownHook(new Thread(interruption, "interruption"));
        int exitCode;
        try {
            exitCode = run(console, resumption, true, arguments);
        } finally {
            interruption.over();
        }
        System.exit(exitCode);
    }

    /**
     * Runs a command in this process, on this thread.
     *
     * @return the exit code
     */
    public static int run(Console console, String... arguments) {
        return run(console, new ResumeHint(), false, arguments);
    }

    /** @param received whether the arguments are those of the process, which may have been decoded wrongly */
    private static int run(Console console, ResumeHint resumption, boolean received, String... arguments) {
        return console.finish(execute(console, resumption, received, arguments));
    }

    private static int execute(Console console, ResumeHint resumption, boolean received, String... arguments) {
        Tl tl = new Tl();
        try (Learner learner = new Learner(console.environment(), tl::offline)) {
            Failures failures = new Failures(console, tl);
            try {
                if (received) {
                    ReceivedArguments.requireDecoded(arguments);
                }
                return commandLine(tl, failures, new Context(console, learner::settings, resumption, learner))
                        .execute(arguments);
            } catch (UsageException e) {
                return failures.report(e, Arrays.asList(arguments).contains("--json"));
            } catch (Error e) {
                // picocli handles only exceptions; memory and native libraries fail with errors
                return failures.report(e, Arrays.asList(arguments).contains("--json"));
            }
        }
    }

    /** Without this property Java omits the user and password of {@code HTTPS_PROXY}, since they are sent unencrypted. */
    private static void allowProxyPasswords() {
        String disabled = "jdk.http.auth.tunneling.disabledSchemes";
        System.setProperty(disabled, System.getProperty(disabled, ""));
    }

    /** A user without an entry in the password file, as in containers, has the home "?", which would be created here. */
    private static void findHome(Map<String, String> environment) {
        String home = System.getProperty("user.home", "");
        if (home.isBlank() || home.equals("?")) {
            String named = environment.getOrDefault("HOME", "");
            System.setProperty("user.home", named.isBlank() ? System.getProperty("java.io.tmpdir") : named);
        }
    }

    private static void beExplicit(Binder binder) {
        binder.requireExplicitBindings();
        binder.disableCircularProxies();
    }

    @SuppressWarnings("SystemConsoleNull") // the property restores its old meaning
    private static boolean terminal(Map<String, String> environment) {
        // since Java 22 System.console() is not null without a terminal, unless this provider is set
        System.setProperty("jdk.console", "java.base");
        return System.console() != null && !"dumb".equals(environment.getOrDefault("TERM", ""));
    }

    /** All commands, ready to be parsed or run. */
    static CommandLine commandLine(Tl tl, Failures failures, Context context) {
        CommandLine line = new CommandLine(tl);
        Commands.all(context).forEach(line::addSubcommand);
        Commands.ofBackbones(context).forEach(line.getSubcommands().get("backbones")::addSubcommand);
        line.addSubcommand(new Help());
        line.getCommandSpec().versionProvider(new Versions(context));
        line.setOut(writer(context.console().out()));
        line.setErr(writer(context.console().err()));
        // plain text, so that it is the same in a file
        line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        line.setExecutionStrategy(parsed -> {
            tl.chooseLogLevel();
            return new RunLast().execute(parsed);
        });
        line.setExecutionExceptionHandler(failures);
        line.setParameterExceptionHandler(failures);
        describeExitCodes(line);
        return line;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private static void describeExitCodes(CommandLine line) {
        line.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("Exit codes:%n")
                .exitCodeList(ExitCodes.descriptions());
        line.getSubcommands().values().forEach(Main::describeExitCodes);
    }

    /** The library, created at first use. */
    private static final class Learner implements Function<EngineSelection, TransferLearner>, AutoCloseable {
        private final Map<String, String> environment;
        private final BooleanSupplier offline;
        private TransferLearner learner;
        private EngineSelection selected;

        Learner(Map<String, String> environment, BooleanSupplier offline) {
            this.environment = environment;
            this.offline = offline;
        }

        StorageSettings settings() {
            StorageSettings settings = StorageSettings.of(environment, System.getProperties());
            return offline.getAsBoolean() ? settings.offline() : settings;
        }

        @Override
        public TransferLearner apply(EngineSelection selection) {
            if (learner == null) {
                selected = selection;
                try {
                    learner = Guice.createInjector(new LearnerModule(settings(), selection), Main::beExplicit)
                            .getInstance(TransferLearner.class);
                } catch (ProvisionException e) {
                    // the original failure: Guice wraps it in a page of text
                    throw MachineFailure.known(e)
                            .<RuntimeException>map(known -> known)
                            .orElse(e);
                }
            } else if (selection.name().isPresent() && !selection.equals(selected)) {
                throw new IllegalStateException("the engine must be selected before the library is used");
            }
            return learner;
        }

        @Override
        public void close() {
            if (learner != null) {
                learner.close();
            }
        }
    }
}
