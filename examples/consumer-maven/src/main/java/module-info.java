/** A program that uses nn4j. Without this file it does the same on the class path. */
module com.example.iris {
  requires org.nn4j;
}
