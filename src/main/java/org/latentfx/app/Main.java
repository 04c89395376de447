package org.latentfx.app;

/** The program's plain entry point. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.out.println("LatentFX");
    }
}
