namespace System.Runtime.CompilerServices;

// The compiler asks for this type when a record is built for netstandard2.0.
static class IsExternalInit;
