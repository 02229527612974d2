package org.tl4j.storage.weights;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A server that sends any bytes as its response, valid HTTP or not, and records the requests. */
final class RawServer implements AutoCloseable {
    /** The heads of all requests. */
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    private final ServerSocket socket;
    private final Thread thread;

    /** Writes a response. */
    @FunctionalInterface
    interface Answer {
        void to(String request, OutputStream out) throws IOException, InterruptedException;
    }

    RawServer(Answer answer) throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread = new Thread(() -> serve(answer), "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Sends a text, one byte per character. */
    static RawServer of(String answer) throws IOException {
        return new RawServer((request, out) -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1)));
    }

    String host() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        thread.interrupt();
    }

    private void serve(Answer answer) {
        while (!socket.isClosed()) {
            try (Socket one = socket.accept()) {
                StringBuilder head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    int next = one.getInputStream().read();
                    if (next < 0) {
                        break;
                    }
                    head.append((char) next);
                }
                asked.add(head.toString());
                answer.to(head.toString(), one.getOutputStream());
                one.getOutputStream().flush();
                one.shutdownOutput();
            } catch (IOException e) {
                asked.add("! " + e.getMessage()); // the client has closed the connection
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
