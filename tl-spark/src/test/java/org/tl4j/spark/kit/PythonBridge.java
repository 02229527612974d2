package org.tl4j.spark.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.apache.spark.SparkConf;
import org.apache.spark.api.python.Py4JServer;

/**
 * The conversation that PySpark has with the virtual machine, spoken by Java: Spark's own server of Py4J, and a client that sends what
 * the Python side sends (the commands {@code i} for a constructor and {@code c} for a method, arguments with a letter for their type).
 * Not thread-safe.
 */
public final class PythonBridge implements AutoCloseable {
    private final Py4JServer server;
    private final Socket socket;
    private final BufferedReader answers;
    private final Writer commands;

    /** An object of the virtual machine, as Python knows it. */
    public record Reference(String id) {}

    private static final int PATIENCE_MILLISECONDS = 120_000;

    private PythonBridge(Py4JServer server, Socket socket) throws IOException {
        this.server = server;
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLISECONDS);
        this.answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        this.commands = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8);
    }

    /** Starts the server and connects. */
    public static PythonBridge open() throws IOException {
        Py4JServer server = new Py4JServer(new SparkConf());
        server.start();
        try {
            PythonBridge bridge =
                    new PythonBridge(server, new Socket(InetAddress.getLoopbackAddress(), server.getListeningPort()));
            bridge.send("A\n" + server.secret() + "\n");
            return bridge;
        } catch (IOException | RuntimeException e) {
            server.shutdown();
            throw e;
        }
    }

    /** {@code jvm.some.Class(arguments)}. */
    public Reference create(String type, Object... arguments) throws IOException {
        return (Reference) send("i\n" + type + "\n" + written(arguments) + "e\n");
    }

    /** {@code jvm.some.Class.method(arguments)}. */
    public Object callStatic(String type, String method, Object... arguments) throws IOException {
        return send("c\nz:" + type + "\n" + method + "\n" + written(arguments) + "e\n");
    }

    /** {@code target.method(arguments)}, which gives a reference, a text, a number, a boolean, or null. */
    public Object call(Object target, String method, Object... arguments) throws IOException {
        return send("c\n" + ((Reference) target).id() + "\n" + method + "\n" + written(arguments) + "e\n");
    }

    private static String written(Object... arguments) {
        StringBuilder text = new StringBuilder();
        for (Object argument : arguments) {
            if (argument instanceof Reference reference) {
                text.append('r').append(reference.id());
            } else if (argument instanceof Integer) {
                text.append('i').append(argument);
            } else if (argument instanceof Boolean) {
                text.append('b').append(argument);
            } else if (argument instanceof Double) {
                text.append('d').append(argument);
            } else {
                text.append('s').append(argument);
            }
            text.append('\n');
        }
        return text.toString();
    }

    private Object send(String command) throws IOException {
        commands.write(command);
        commands.flush();
        String answer = answers.readLine();
        if (answer == null || !answer.startsWith("!y")) {
            throw new IllegalStateException("to " + command.replace('\n', ' ') + "came " + answer);
        }
        if (answer.length() == 2) {
            return null;
        }
        String value = answer.substring(3);
        return switch (answer.charAt(2)) {
            case 'i' -> Integer.valueOf(value);
            case 'L' -> Long.valueOf(value);
            case 'd' -> Double.valueOf(value);
            case 'b' -> Boolean.valueOf(value);
            case 's' -> value;
            case 'v', 'n' -> null;
            default -> new Reference(value);
        };
    }

    @Override
    public void close() throws IOException {
        socket.close();
        server.shutdown();
    }
}
